import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'

const BATCH = 1000
const REV = '1-00000000000000000000000000000000'

export interface Couch {
  url: string
  close(): Promise<void>
}

/** As much of a CouchDB as a replication from it asks for, and a page beside it; what it answers was made before, a thousand leads at a time. */
export async function startCouch(leads: readonly LeadSnapshot[], script: string): Promise<Couch> {
  const changes: string[] = []
  const documents = new Map<string, Buffer>()
  for (let from = 0; from < leads.length; from += BATCH) {
    const some = leads.slice(from, from + BATCH)
    const results = some.map((s, i) => ({ seq: from + i + 1, id: s.lead.id, changes: [{ rev: REV }] }))
    changes.push(
      JSON.stringify({ results, last_seq: from + some.length, pending: leads.length - from - some.length }),
    )
    const docs = some.map((s) => ({
      id: s.lead.id,
      docs: [{ ok: { ...s, _id: s.lead.id, _rev: REV, _revisions: { start: 1, ids: [REV.slice(2)] } } }],
    }))
    documents.set(some[0]!.lead.id, gzipSync(JSON.stringify({ results: docs }), { level: 1 }))
  }
  const none = JSON.stringify({ results: [], last_seq: leads.length, pending: 0 })

  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? '/', 'http://x')
    const json = (body: Buffer | string, status = 200) =>
      response
        .writeHead(status, {
          'content-type': 'application/json',
          ...(typeof body === 'string' ? {} : { 'content-encoding': 'gzip' }),
        })
        .end(body)
    const body = await bodyOf(request)
    switch (url.pathname.replace('/couch/leads', 'leads').split('/', 2).join('/')) {
      case '/':
        return response
          .writeHead(200, { 'content-type': 'text/html' })
          .end('<!doctype html><script src="/page.js"></script>')
      case '/page.js':
        return response.writeHead(200, { 'content-type': 'text/javascript' }).end(script)
      case '/couch':
        return json(JSON.stringify({ couchdb: 'Welcome', uuid: 'bench', version: '3.3.3' }))
      case 'leads':
      case 'leads/':
        return json(JSON.stringify({ db_name: 'leads', update_seq: leads.length, instance_start_time: '0' }))
      case 'leads/_local':
        return request.method === 'PUT'
          ? json(JSON.stringify({ ok: true, id: (JSON.parse(body) as { _id: string })._id, rev: '0-1' }), 201)
          : json(JSON.stringify({ error: 'not_found', reason: 'missing' }), 404)
      case 'leads/_changes':
        return json(changes[Math.ceil(Number(url.searchParams.get('since')) / BATCH)] ?? none)
      case 'leads/_bulk_get': {
        const [first] = (JSON.parse(body) as { docs: { id: string }[] }).docs
        return json(documents.get(first!.id)!)
      }
      default:
        return json(JSON.stringify({ error: 'not_found', reason: `${request.method} ${url.pathname}` }), 404)
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
