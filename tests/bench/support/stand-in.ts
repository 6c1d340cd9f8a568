import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectRoot } from '../../../scripts/project-root.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { LeadSnapshot, Person, SyncRequest, SyncResponse } from '../../../shared/sync/protocol.ts'
import { agents } from './many-leads.ts'

/** As central's own. */
const PAGE = 1000
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
}

const CAMPAIGN = { id: 'bench', name: 'Bench', policyVersion: DEFAULT_POLICY.version }

/** Extra answers, by path: what a peer's page needs. */
export type Extra = Record<string, { type: string; body: Buffer | string; gzip?: true }>

/** Serves the built page, and speaks the wire from leads made before, to which it adds what a desk sends: what is measured is the desk. */
export interface StandIn {
  url: string
  /** Bytes of all leads as JSON, and gzipped as they are sent. */
  bytes: { plain: number; sent: number }
  /** Resolves with the next request for everything. */
  synced(): Promise<void>
  /** Central's clock, and with it the desk's, goes on by so much; resolves once the desk has taken it in. */
  pass(ms: number): Promise<void>
  /** The campaign's policy from now on; as before. */
  publish(policy: Policy): Promise<void>
  close(): Promise<void>
}

/** @param me whoever signs in */
export async function startStandIn(
  me: Person,
  leads: Iterable<LeadSnapshot>,
  extra: Extra = {},
  pageRoot = join(projectRoot, 'dist/renderer'),
  port = 0,
): Promise<StandIn> {
  const pages: Buffer[] = []
  const pageOf = new Map<string, number>()
  const worked = new Map<string, LeadSnapshot>()
  const bytes = { plain: 0, sent: 0 }
  let chunk: string[] = []
  const flush = () => {
    const text = `[${chunk.join(',')}]`
    bytes.plain += Buffer.byteLength(text)
    pages.push(Buffer.from(text))
    chunk = []
  }
  for (const lead of leads) {
    chunk.push(JSON.stringify(lead))
    pageOf.set(lead.lead.id, pages.length)
    if (chunk.length === PAGE) flush()
  }
  if (chunk.length > 0 || pages.length === 0) flush()
  const known = [me, ...agents.filter((a) => a.id !== me.id)].map((p) => ({ ...p, calendar: null }))
  const answers = pages.map((page, at) => {
    const sent = gzipSync(syncAnswer(page, at + 1, at + 1 < pages.length, at === 0 ? known : []), {
      level: 1,
    })
    bytes.sent += sent.length
    return sent
  })
  let began: () => void = () => undefined
  let passed = 0
  const published: Policy[] = []
  const lines = new Set<ServerResponse>()
  const poke = () => {
    for (const line of lines) line.write('event: poke\ndata: {}\n\n')
  }
  const news: (() => void)[] = []
  const heard: (() => void)[] = []
  const tell = () =>
    new Promise<void>((done) => {
      news.push(done)
      poke()
    })

  const sync = (request: SyncRequest, response: ServerResponse) => {
    if (request.cursor === null) began()
    // It asks again when it has taken in what it was told.
    for (const done of heard.splice(0)) done()
    heard.push(...news.splice(0))
    if (heard.length > 0) response.once('finish', poke)
    const at = request.cursor === null ? 0 : Number(request.cursor)
    const page = request.events.length === 0 ? answers[at] : undefined
    if (page) return send(response, 'application/json', page, true)
    const events = request.events as LeadEvent[]
    const verdicts = events.map(({ id }) => ({ id, verdict: 'applied' as const }))
    const changed = take(events)
    const body: SyncResponse = JSON.parse(syncAnswer(Buffer.from('[]'), at, at < pages.length, []).toString())
    const policies = published.splice(0)
    const campaigns = policies.map((policy) => ({ ...CAMPAIGN, policyVersion: policy.version }))
    const changes = { ...body.changes, leads: changed, policies, campaigns }
    const serverTime = new Date(Date.now() + passed).toISOString()
    send(response, 'application/json', JSON.stringify({ ...body, verdicts, changes, serverTime }))
  }

  const take = (events: readonly LeadEvent[]): LeadSnapshot[] => {
    for (const event of events) {
      const before = worked.get(event.leadId) ?? read(event.leadId)
      worked.set(event.leadId, { ...before, lead: fold(before.lead, [event]) })
    }
    return [...new Set(events.map((e) => e.leadId))].map((id) => worked.get(id)!)
  }
  const read = (id: string): LeadSnapshot => {
    const page: LeadSnapshot[] = JSON.parse(pages[pageOf.get(id)!]!.toString())
    return page.find((s) => s.lead.id === id)!
  }

  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const found = extra[path]
    if (found) return send(response, found.type, found.body, found.gzip)
    if (!path.startsWith('/api/')) return void (await serveFile(pageRoot, path, response))
    if (path === '/api/v1/poke') {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
      lines.add(response)
      response.once('close', () => lines.delete(response))
      return
    }
    if (path === '/api/v1/sync') return sync(JSON.parse(await bodyOf(request)) as SyncRequest, response)
    if (path === '/api/v1/session')
      return send(
        response,
        'application/json',
        JSON.stringify({ person: me, expiresAt: '2099-01-01T00:00:00.000Z', epoch: 'bench' }),
      )
    if (path === '/api/v1/queues')
      return send(response, 'application/json', JSON.stringify(queues(known, bytes.plain)))
    const problem = { type: 'urn:leadwright:unavailable', title: 'not here', status: 503 }
    response.writeHead(503, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem))
  })
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    bytes,
    synced: () =>
      new Promise((done) => {
        began = done
      }),
    pass(ms) {
      passed += ms
      return tell()
    },
    publish(policy) {
      published.push(policy)
      return tell()
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function syncAnswer(leads: Buffer, cursor: number, more: boolean, people: readonly object[]): Buffer {
  const rest: SyncResponse = {
    verdicts: [],
    changes: {
      leads: [],
      removed: [],
      policies: people.length > 0 ? [DEFAULT_POLICY] : [],
      people: people as SyncResponse['changes']['people'],
      teams: [],
      campaigns: people.length > 0 ? [CAMPAIGN] : [],
      suppressionLists: [],
      suppressions: [],
    },
    cursor: String(cursor),
    more,
    epoch: 'bench',
    serverTime: new Date().toISOString(),
  }
  const [head, tail] = JSON.stringify(rest).split('"leads":[]')
  return Buffer.concat([Buffer.from(`${head}"leads":`), leads, Buffer.from(tail!)])
}

const queues = (people: readonly Person[], seed: number) => ({
  queues: people
    .filter((p) => p.role === 'agent')
    .map((person, i) => ({
      person,
      capacity: null,
      signedIn: false,
      open: 1600 + ((seed + i * 37) % 90),
      callbacksToday: i % 7,
      pastDue: (i * 13) % 200,
      device: null,
    })),
  handedOffToday: {},
  escalated: 0,
})

async function serveFile(root: string, path: string, response: ServerResponse): Promise<void> {
  const name = normalize(path === '/' ? '/index.html' : path)
  const bytes = await readFile(join(root, name)).catch(() => null)
  if (bytes === null) return void response.writeHead(404).end()
  send(response, TYPES[extname(name)] ?? 'application/octet-stream', bytes)
}

function send(response: ServerResponse, type: string, body: Buffer | string, gzip?: boolean): void {
  response.writeHead(200, { 'content-type': type, ...(gzip ? { 'content-encoding': 'gzip' } : {}) }).end(body)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
