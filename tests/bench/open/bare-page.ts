import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const STYLE = '<style>div { height: 68px; border-bottom: 1px solid #ccc; font: 13px sans-serif }</style>'

/** A page without any program: opens IndexedDB, reads rows and shows them. `window.bench` is the time of the frame that shows them. */
const page = (rows: number) => `<!doctype html><meta charset="utf-8"><title>bare</title>
${STYLE}<body><script>
const opening = indexedDB.open('bare', 1)
opening.onupgradeneeded = () => opening.result.createObjectStore('leads', { keyPath: 'id' })
window.seed = (count, row) => new Promise((done) => {
  const tx = opening.result.transaction('leads', 'readwrite', { durability: 'strict' })
  for (let i = 0; i < count; i++) tx.objectStore('leads').put({ ...row, id: String(i).padStart(36, '0') })
  tx.oncomplete = done
})
window.bench = new Promise((done) => {
  opening.onsuccess = () => {
    const reading = opening.result.transaction('leads').objectStore('leads').getAll(null, ${rows})
    reading.onsuccess = () => {
      for (const { name, company, phone, due } of reading.result) {
        const row = document.body.appendChild(document.createElement('div'))
        for (const text of [name + ' · ' + company, due, phone]) row.appendChild(document.createElement('span')).textContent = text
      }
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => done(performance.now())
        port2.postMessage(null)
      })
    }
  }
})
</script>`

/** A stored row of about the size of the desk's. @param bytes of the whole record */
export function bareRow(bytes: number) {
  const row = {
    name: 'Theodore Langosh',
    company: 'Conroy - Baumbach',
    phone: '+441134960008',
    due: '2026-11-22T08:59:00.000Z',
  }
  return { ...row, rest: 'x'.repeat(Math.max(0, bytes - JSON.stringify(row).length)) }
}

export interface Served {
  url: string
  close(): Promise<void>
}

/** @param rows that are shown */
export const serveBarePage = (rows: number): Promise<Served> => serve({ '/': ['text/html', page(rows)] })

/** A peer's page that does the same. @param script as built */
export const servePeerPage = (rows: number, script: string): Promise<Served> =>
  serve({
    '/': ['text/html', `${peerPage(rows)}`],
    '/page.js': ['text/javascript', script],
  })

const peerPage = (rows: number) =>
  `<!doctype html><meta charset="utf-8"><title>peer</title>${STYLE}<body><script>benchRows = ${rows}</script><script src="/page.js"></script>`

async function serve(files: Record<string, [type: string, body: string]>): Promise<Served> {
  const server = createServer((request, response) => {
    const [type, body] = files[request.url ?? '/'] ?? []
    if (type === undefined) return void response.writeHead(404).end()
    response.writeHead(200, { 'content-type': type }).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections()
        server.close(() => done())
      }),
  }
}
