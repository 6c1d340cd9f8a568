/** Gets `/all.ndjson` and hands over a thousand leads at a time; `window.benchPull()` resolves to ms. */
const READ = `
const eachThousand = async (take) => {
  const reader = (await fetch('/all.ndjson')).body.pipeThrough(new TextDecoderStream()).getReader()
  let rest = ''
  let leads = []
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    const lines = (rest + value).split('\\n')
    rest = lines.pop()
    for (const line of lines) {
      leads.push(JSON.parse(line))
      if (leads.length < 1000) continue
      await take(leads)
      leads = []
    }
  }
  if (leads.length > 0) await take(leads)
}`

/** The least that could be done: one GET, parsed as it comes, and one put of all leads, packed as texts of a thousand, unsealed. */
export const limitPage = `<!doctype html><meta charset="utf-8"><title>limit</title><script>${READ}
window.benchPull = async () => {
  const start = performance.now()
  const opening = indexedDB.open('limit', 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('pages', { autoIncrement: true })
  await new Promise((done) => { opening.onsuccess = done })
  const packed = []
  await eachThousand((leads) => { packed.push(JSON.stringify(leads)) })
  const tx = opening.result.transaction('pages', 'readwrite', { durability: 'strict' })
  tx.objectStore('pages').add(packed)
  await new Promise((done, failed) => { tx.oncomplete = done; tx.onabort = () => failed(tx.error) })
  return performance.now() - start
}
</script>`

/** A row a lead, with the four indexes that lists need, as a program would do it by Dexie alone. */
export const dexiePage = `<!doctype html><meta charset="utf-8"><title>dexie</title><script src="/dexie.js"></script><script>${READ}
window.benchPull = async () => {
  const start = performance.now()
  const db = new Dexie('peer')
  db.version(1).stores({ leads: 'id, owner, due, name, [owner+due]' })
  await eachThousand((leads) => db.leads.bulkPut(leads.map((s) => ({
    ...s,
    id: s.lead.id,
    owner: s.owner ?? '',
    due: s.assignedAt,
    name: s.lead.fields.lastName[0].value,
  }))))
  return performance.now() - start
}
</script>`
