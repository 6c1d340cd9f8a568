import { rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildApp } from './app.ts'
import type { ServiceAccess } from './auth/guard.ts'
import { hashToken, newToken } from './auth/sessions.ts'
import { QUEUES, startBackground } from './background.ts'
import type { DeliverDeps } from './channels/deliver.ts'
import { refreshDaily } from './daily.ts'
import { dataServer } from './data-server.ts'
import { startJobs } from './jobs/jobs.ts'
import { LIMITS, type Limits } from './limits.ts'
import { linkKey } from './links/link-key.ts'
import { signedLinks } from './links/signed-links.ts'
import { centralLogger } from './logger.ts'
import { listenForMail } from './mail/inbound/listener.ts'
import { type MailSettings, mailSettings } from './mail/settings.ts'
import { mailTransport } from './mail/transport.ts'
import { centralMetrics } from './metrics.ts'
import { PokeLines } from './poke-lines.ts'
import { guardConnection } from './postgres/guard-connection.ts'
import type { App, DemoAccount } from './routes/deps.ts'
import { openDatabase } from './store/database/database.ts'
import { newEpoch, readEpoch } from './store/database/epoch.ts'
import { migrate } from './store/database/migrate.ts'
import type { IngestDeps } from './store/leads/ingest-types.ts'
import { KnownStates } from './store/leads/known-states.ts'
import { PolicyBook } from './store/leads/policies.ts'

export interface CentralOptions {
  /** Holds central.json and, without a database of one's own, the database. */
  dataDir: string
  /** 0: any free one. */
  port: number
  /** A PostgreSQL (15 or later) of one's own; left out: the one that comes with the program. */
  databaseUrl?: string
  /** The built page; null: only the API is served. */
  staticDir: string | null
  /** Where people outside reach central, without a slash at its end; left out: where it listens. */
  publicUrl?: string | undefined
  /** Left out: mails become files in the data folder. */
  mail?: MailSettings | undefined
  logLevel?: string
  /** The data was restored from a backup: it becomes a new incarnation. */
  newEpoch?: boolean
  /** Done before the first request is taken. */
  prepare?(store: IngestDeps): Promise<DemoAccount | null>
  /** Epoch milliseconds; left out: the system's clock. */
  now?(): number
  /** How hand-offs are delivered, other than usual: for tests. */
  delivering?: Partial<Pick<DeliverDeps, 'limitMs' | 'backOff'>>
  /** Other limits than usual: for tests. */
  limits?: Partial<Limits>
  /** How often to look for jobs whose time has come. */
  jobPollSeconds?: number
  /** How often to look for what is due by central's clock. */
  lookEveryMs?: number
  /** Told when the service cannot go on: another process has its data. */
  onFatal?(error: Error): void
}

export interface Central {
  url: string
  /** Opens the API to services on this machine, for as long as this process lives. */
  serviceToken: string
  /** Where mail is taken in by SMTP; null: nowhere. */
  inboundPort: number | null
  /** What demo data and tests write through. */
  store: IngestDeps
  /** Ends requests, then connections, then the database. */
  close(): Promise<void>
}

/** Starts central. Throws when the data folder or the port is taken, or the database is newer than this program. */
export async function startCentral(options: CentralOptions): Promise<Central> {
  const logger = centralLogger(options.logLevel ?? 'warn')
  const now = options.now ?? Date.now
  const undo: (() => Promise<void>)[] = []
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const server = await dataServer(options, logger)
    const pokes = new PokeLines()
    const lost = (error: Error | null) => logger.warn({ err: error }, 'a database connection was lost')
    const states = new KnownStates()
    let url = await server.ensure()
    const guard = await guardConnection({
      folder: server.folder,
      server: async () => {
        url = await server.ensure()
        return url
      },
      onPoke: (poke) => {
        if (poke.erased) states.clear()
        pokes.deliver(poke)
      },
      onLost: (error) => {
        // It may come back with other data.
        states.clear()
        lost(error)
      },
      onTaken: () => options.onFatal?.(new Error('Another process has taken the data folder')),
    })
    // Only who holds the folder's lock may stop its server.
    undo.push(() => server.stop())
    undo.push(() => guard.close())
    const { db, pool, close: closeDb } = openDatabase(() => url, lost)
    undo.push(closeDb)
    // What was decided is delivered however many requests wait for a connection.
    const background = openDatabase(() => url, lost, 6)
    undo.push(background.close)
    await migrate(db)
    const mail = options.mail ?? mailSettings({})
    const outbox = join(options.dataDir, 'outbox')
    const transport = mailTransport(mail, outbox)
    undo.push(async () => transport.close())
    const jobs = await startJobs({
      url: () => url,
      onError: (error) => logger.warn({ err: error }, 'the job queue met an error'),
      queues: QUEUES,
      pollSeconds: options.jobPollSeconds ?? 2,
    })
    undo.push(() => jobs.stop())
    const own = { url: `http://127.0.0.1:${options.port}` }
    const links = signedLinks(await linkKey(db), () => options.publicUrl ?? own.url)
    const store = { db, policies: new PolicyBook(), states, jobs, links, mail }
    const demo = (await options.prepare?.(store)) ?? null
    const epoch = options.newEpoch ? await newEpoch(db) : await readEpoch(db)
    const serviceToken = newToken()
    const metrics = centralMetrics({ pokeLines: () => pokes.count(), pool })
    const app = await buildApp({
      deps: { ...store, epoch, now, pokes, metrics, demo },
      service: serviceAccess(serviceToken),
      staticDir: options.staticDir,
      limits: { ...LIMITS, ...options.limits },
      logger,
    })
    undo.push(() => app.close())
    undo.push(refreshDaily(store, now, logger))
    const failed = (error: Error) => logger.warn({ err: error }, 'work in the background failed')
    const { delivering, lookEveryMs } = options
    const working = { ...store, db: background.db, outbox }
    undo.push(await startBackground({ ...working, transport, now, onError: failed, delivering, lookEveryMs }))
    const inbound = mail.inbound && (await listenForMail({ ...store, now, onError: failed }, mail.inbound))
    if (inbound) undo.push(() => inbound.close())
    const address = await listen(app, options.port)
    own.url = address
    await announce(options.dataDir, { url: address, pid: process.pid, serviceToken, note: server.note }, undo)
    return { url: address, serviceToken, inboundPort: inbound?.port ?? null, store, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** The person that a service on this machine acts as. */
function serviceAccess(token: string): ServiceAccess {
  const named = { id: 'system:service', name: 'Service', email: '' }
  const person = { ...named, role: 'service', active: true, team: null } as const
  return {
    tokenHash: hashToken(token),
    signedIn: { person, scopes: null, device: 'service', expiresAt: '9999-12-31T00:00:00.000Z' },
  }
}

async function listen(app: App, port: number): Promise<string> {
  return app.listen({ host: '127.0.0.1', port })
}

async function announce(dataDir: string, what: object, undo: (() => Promise<void>)[]): Promise<void> {
  const file = join(dataDir, 'central.json')
  await rm(`${file}.new`, { force: true })
  await writeFile(`${file}.new`, JSON.stringify(what), { mode: 0o600 })
  // Renamed: who looks meanwhile finds it whole or not at all.
  await rename(`${file}.new`, file)
  undo.push(() => rm(file, { force: true }))
}
