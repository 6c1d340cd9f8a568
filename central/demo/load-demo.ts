import Papa from 'papaparse'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { workOf } from '../../shared/policy/work-of.ts'
import { importDepsOf } from '../imports/central-deps.ts'
import { runImport } from '../imports/run.ts'
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
    ownerOfNew: dealer(now),
  })
  if (outcome.state !== 'done')
    throw new Error(`The demo campaign could not be loaded: ${outcome.error ?? outcome.state}`)
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

/** Deals the leads that need an agent: every twelfth to the pool until it has its share, the others by the agents' loads. */
function dealer(now: number): (capture: LeadEvent) => string | null {
  const compiled = compile(DEFAULT_POLICY)
  const iso = new Date(now).toISOString()
  const total = LOADS.reduce((sum, [, load]) => sum + load, 0)
  const dealt = new Map<string, number>()
  let [open, pooled] = [0, 0]
  return (capture) => {
    const lead = fold(null, [capture])
    const work = workOf(lead, decide(compiled, lead, iso.slice(0, 10)), DEFAULT_POLICY, iso)
    if (work.do === 'handOff' || work.do === 'close') return null
    open += 1
    if (pooled < POOL && open % 12 === 0) {
      pooled += 1
      return null
    }
    // Whoever is furthest below their share.
    const owed = LOADS.map(([id, load]) => [id, (open * load) / total - (dealt.get(id) ?? 0)] as const)
    const [id] = owed.reduce((a, b) => (b[1] > a[1] ? b : a))
    dealt.set(id, (dealt.get(id) ?? 0) + 1)
    return id
  }
}
