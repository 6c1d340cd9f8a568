import Papa from 'papaparse'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { importDepsOf } from '../imports/central-deps.ts'
import { runImport } from '../imports/run.ts'
import { assign } from '../store/assign.ts'
import { createCampaign } from '../store/campaigns.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import { createPerson, listPeople, type NewPerson } from '../store/people.ts'
import { demoRows } from './rows.ts'

export const DEMO_LEADS = 2000
/** Of every demo account. */
export const DEMO_PASSWORD = 'leadwright'
const SEED = 20_26
const POOL = 85

export const DEMO_PEOPLE = [
  { id: 'ana', name: 'Ana Moreira', email: 'ana@leadwright.example', role: 'agent' },
  { id: 'ben', name: 'Ben Okafor', email: 'ben@leadwright.example', role: 'agent' },
  { id: 'chloe', name: 'Chloe Martin', email: 'chloe@leadwright.example', role: 'agent' },
  { id: 'deepak', name: 'Deepak Rao', email: 'deepak@leadwright.example', role: 'agent' },
  { id: 'jo', name: 'Jo Brandt', email: 'jo@leadwright.example', role: 'supervisor' },
  { id: 'sam', name: 'Sam Lee', email: 'sam@leadwright.example', role: 'administrator' },
] as const satisfies Omit<NewPerson, 'password'>[]

/** How many of every 327 open leads each agent has: uneven, as queues are. */
const LOADS = [
  ['ana', 128],
  ['ben', 42],
  ['chloe', 96],
  ['deepak', 61],
] as const

/**
 * Makes the demo people and the campaign "Spring expo", and imports its 2,000 leads as any file is imported. `now`: epoch milliseconds. Throws when
 * the import fails.
 */
export async function loadDemo(store: IngestDeps, now: number): Promise<void> {
  const known = new Set((await listPeople(store.db)).map((p) => p.email))
  for (const person of DEMO_PEOPLE)
    if (!known.has(person.email)) await createPerson(store.db, { ...person, password: DEMO_PASSWORD })
  const year = new Date(now).getUTCFullYear()
  const campaign = { id: `spring-expo-${year}`, name: `Spring expo ${year}`, policy: DEFAULT_POLICY }
  await createCampaign(store.db, campaign)
  const deps = importDepsOf({ ...store, now: () => now })
  const outcome = await runImport(deps, demoFile(now), {
    id: campaign.id,
    campaign: campaign.id,
    fileName: 'spring-expo.csv',
    map: {},
    country: undefined,
    dateOrder: null,
    actor: 'system:demo',
  })
  if (outcome.state !== 'done')
    throw new Error(`The demo campaign could not be loaded: ${outcome.error ?? outcome.state}`)
  await deal(store, { ...DEMO_PEOPLE[5], active: true }, now)
}

/** The demo campaign as the bytes of a CSV file. */
export async function* demoFile(now: number, n = DEMO_LEADS): AsyncGenerator<Uint8Array> {
  let lines: string[] = []
  for (const row of demoRows(n, SEED, now)) {
    lines.push(`${Papa.unparse([[...row]])}\r\n`)
    if (lines.length < 500) continue
    yield Buffer.from(lines.join(''))
    lines = []
  }
  yield Buffer.from(lines.join(''))
}

/** Deals the open leads: the first ones (their ids are in no order) stay in the pool, the others go to the agents by their loads. */
async function deal({ db }: IngestDeps, by: Person, now: number): Promise<void> {
  const open = await db
    .selectFrom('leads')
    .select(['id', 'version'])
    .where('stage', '=', 'open')
    .orderBy('id')
    .execute()
  const total = LOADS.reduce((sum, [, load]) => sum + load, 0)
  let left = open.slice(POOL)
  let loadLeft = total
  for (const [to, load] of LOADS) {
    const share = Math.round((left.length * load) / loadLeft)
    if (share > 0) await assign(db, by, { leads: left.slice(0, share), to, reason: 'demo campaign' }, now)
    left = left.slice(share)
    loadLeft -= load
  }
}
