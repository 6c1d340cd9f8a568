/** As on the bare page: resolves to the time of the frame that shows the rows. */
export function shown(rows) {
  for (const { name, company, phone, due } of rows) {
    const row = document.body.appendChild(document.createElement('div'))
    for (const text of [`${name} · ${company}`, due, phone])
      row.appendChild(document.createElement('span')).textContent = text
  }
  return new Promise((done) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => done(performance.now())
      port2.postMessage(null)
    })
  })
}

/** Some thousand at a time. @param put takes a list of documents */
export async function seeded(count, row, put) {
  for (let from = 0; from < count; from += 1000) {
    const some = Array.from({ length: Math.min(1000, count - from) }, (_, i) => {
      const id = String(from + i).padStart(36, '0')
      return { ...row, id, due: new Date(Date.parse(row.due) + (from + i) * 1000).toISOString() }
    })
    await put(some)
  }
}
