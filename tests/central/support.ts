import { scryptSync } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { v7 } from 'uuid'
import { inject } from 'vitest'
import { stopServer } from '../../central/postgres/embedded.ts'
import { placeOf } from '../../central/postgres/place.ts'
import { type Central, type CentralOptions, startCentral } from '../../central/start-central.ts'
import { createCampaign } from '../../central/store/campaigns.ts'
import type { Db, Tx } from '../../central/store/database/schema.ts'
import { createPerson, type NewPerson } from '../../central/store/people.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { type Person, PROTOCOL, type SyncRequest, type SyncResponse } from '../../shared/sync/protocol.ts'

export const CAMPAIGN = 'spring'
export const PASSWORD = 'leadwright'

/** What central keeps of `PASSWORD`, at a cost that stands in the hash as well: checking the usual one takes a tenth of a second of a core. */
const CHEAP = [
  'scrypt',
  2,
  8,
  1,
  '',
  scryptSync(PASSWORD, '', 32, { N: 2, r: 8, p: 1 }).toString('base64'),
].join('$')

/** Somebody whose password is `PASSWORD`. */
export async function newPerson(db: Db, input: Omit<NewPerson, 'password'>): Promise<Person> {
  const person = await createPerson(db, { ...input, password: null })
  await db.updateTable('people').set({ password: CHEAP }).where('id', '=', person.id).execute()
  return person
}

/** A folder that the database's own user can enter, also when the tests run as root. */
export async function tempDataDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'leadwright-test-'))
  await chmod(dir, 0o755)
  return dir
}

/** Removes a data folder and its database, which as root may lie elsewhere; a server that a failed test left running on it ends first. */
export async function removeDataDir(dataDir: string): Promise<void> {
  const place = await placeOf(dataDir)
  await stopServer(place)
  for (const folder of [dirname(place.pgData), dataDir]) await rm(folder, { recursive: true, force: true })
}

export interface TestCentral extends Central {
  dataDir: string
  people: Record<'ana' | 'ben' | 'sue' | 'adam', Person>
  /** A client signed in as one of the people; each call is a device of its own. */
  signIn(person: Person): Promise<TestDevice>
  service: Api
  /** Stops it and removes its data. */
  dispose(): Promise<void>
}

/** A real central on a real PostgreSQL in a folder of its own, with two agents, a supervisor and an administrator. */
export async function testCentral(options: Partial<CentralOptions> = {}): Promise<TestCentral> {
  const dataDir = options.dataDir ?? (await tempDataDir())
  // A folder of the test's own means the database in it, too.
  const own = options.dataDir || options.databaseUrl ? null : await newDatabase()
  const databaseUrl = options.databaseUrl ?? own?.url
  const central = await startCentral({
    dataDir,
    port: 0,
    staticDir: null,
    logLevel: 'error',
    ...options,
    databaseUrl,
  })
  const { db } = central.store
  await createCampaign(db, { id: CAMPAIGN, name: 'Spring expo', policy: DEFAULT_POLICY })
  const make = (name: string, role: Person['role']) =>
    newPerson(db, { name, email: `${name}@example.com`, role })
  const people = {
    ana: await make('ana', 'agent'),
    ben: await make('ben', 'agent'),
    sue: await make('sue', 'supervisor'),
    adam: await make('adam', 'administrator'),
  }
  return {
    ...central,
    dataDir,
    people,
    signIn: (person) => signIn(central.url, person.email, person.id, options.now),
    service: api(central.url, { authorization: `Bearer ${central.serviceToken}` }),
    async dispose() {
      await central.close()
      await own?.drop()
      await removeDataDir(dataDir)
    },
  }
}

/** A database of the test's own, with all tables, on the server that tests share; null: there is none, and central starts its own. */
export async function newDatabase(): Promise<{ url: string; drop(): Promise<void> } | null> {
  const server = inject('databaseServer')
  // End-to-end tests run central as it is installed.
  return server ? databaseOn(server, inject('databaseTemplate')) : null
}

/** A new database on a server. @param template the database it is made as a copy of */
export async function databaseOn(
  server: string,
  template = 'template1',
): Promise<{ url: string; name: string; drop(): Promise<void> }> {
  const name = `test_${v7().replaceAll('-', '')}`
  const url = new URL(server)
  url.pathname = `/${name}`
  await onServer(server, `create database ${name} template ${template}`)
  return { url: url.href, name, drop: () => onServer(server, `drop database ${name} with (force)`) }
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

export type Api = (method: string, path: string, body?: unknown) => Promise<Response>

export function api(url: string, headers: Record<string, string>): Api {
  return (method, path, body) =>
    fetch(`${url}/api/v1${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
}

let devices = 0
let phones = 0

/** Signs in over HTTP. `now`: the device's clock, epoch milliseconds. */
export async function signIn(
  url: string,
  email: string,
  person: string,
  now: () => number = Date.now,
): Promise<TestDevice> {
  devices += 1
  const id = `device-${devices}`
  const response = await api(url, {})('POST', '/session', {
    email,
    password: PASSWORD,
    device: { id, name: 'test' },
  })
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  const token = /leadwright=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1]
  return new TestDevice(url, token!, person, id, now)
}

type Draft = {
  leadId: string
  type: LeadEvent['type']
  payload: object
  id?: string
  actor?: string
  stamp?: string
}

/** A desk as central sees it: stamps events and keeps its cursor. */
export class TestDevice {
  cursor: string | null = null
  epoch: string | null = null
  readonly api: Api
  private readonly clock

  constructor(
    readonly url: string,
    readonly token: string,
    readonly person: string,
    readonly id: string,
    readonly now: () => number = Date.now,
  ) {
    this.api = api(url, { authorization: `Bearer ${token}` })
    this.clock = hybridClock(id)
  }

  event(draft: Draft): LeadEvent {
    const { leadId, type, payload, id = v7(), actor = this.person } = draft
    const stamp = draft.stamp ?? this.clock.next(this.now())
    return { id, leadId, stamp, actor, device: this.id, type, payload } as LeadEvent
  }

  /** A capture of somebody who can be reached, in London unless the fields say otherwise. */
  captured(leadId: string, fields: object = {}, campaign = CAMPAIGN): LeadEvent {
    phones += 1
    // Numbers that are kept for drama.
    const phone = `+44207946${String(phones % 1000).padStart(4, '0')}`
    const reached = { phone, ...fields }
    const at = new Date(this.now()).toISOString()
    const payload = { campaign, channel: 'desk', label: 'by hand', at, fields: reached }
    return this.event({ leadId, type: 'lead.captured', payload })
  }

  answered(leadId: string, field: string, value: string): LeadEvent {
    return this.event({ leadId, type: 'field.answered', payload: { field, value, call: null } })
  }

  /** One round as it goes over the wire, without taking note of the answer. */
  post(events: unknown[] = [], overrides: Partial<SyncRequest> = {}): Promise<Response> {
    return this.api('POST', '/sync', {
      protocol: PROTOCOL,
      epoch: this.epoch,
      deviceId: this.id,
      cursor: this.cursor,
      events,
      device: { state: 'ready', waiting: 0 },
      ...overrides,
    })
  }

  /** One round, after which the device stands at the new cursor. */
  async sync(events: unknown[] = []): Promise<SyncResponse> {
    const response = await this.post(events)
    if (!response.ok) throw new Error(`sync: ${response.status} ${await response.text()}`)
    const body = (await response.json()) as SyncResponse
    this.cursor = body.cursor
    this.epoch = body.epoch
    return body
  }

  /** Rounds until there is no more. */
  async pull(): Promise<Pick<SyncResponse['changes'], 'leads' | 'removed'>> {
    const all: Pick<SyncResponse['changes'], 'leads' | 'removed'> = { leads: [], removed: [] }
    for (;;) {
      const { changes, more } = await this.sync()
      all.leads.push(...changes.leads)
      all.removed.push(...changes.removed)
      if (!more) return all
    }
  }
}

export const newId = (): string => v7()

/** Whether another transaction waits for this one. Other test files wait on the same server, each in its own database. */
export async function isWaitedFor(tx: Tx): Promise<boolean> {
  const waiting = sql`select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid))`
  return (await waiting.execute(tx)).rows.length > 0
}

/** Waits until `probe` holds; throws after the time. */
export async function until(
  what: string,
  probe: () => boolean | Promise<boolean>,
  ms = 30_000,
): Promise<void> {
  const end = Date.now() + ms
  while (Date.now() < end) {
    if (await probe()) return
    await new Promise((done) => setTimeout(done, 20))
  }
  throw new Error(`waited ${ms} ms in vain for: ${what}`)
}
