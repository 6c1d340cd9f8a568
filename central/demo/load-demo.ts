import { Readable } from 'node:stream'
import Papa from 'papaparse'
import { v7 } from 'uuid'
import { ownFieldsOf } from '../../shared/policy/own-fields.ts'
import { CENTRAL } from '../auth/may-see.ts'
import { importDepsOf } from '../imports/central-deps.ts'
import { runImport } from '../imports/run.ts'
import type { DemoAccount } from '../routes/deps.ts'
import { createCampaign, listCampaigns } from '../store/campaigns.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { refreshLeads } from '../store/leads/refresh-leads.ts'
import { createPerson, listPeople } from '../store/people.ts'
import { deal } from './deal.ts'
import { tellHistory } from './history.ts'
import { addDemoNurture } from './nurture.ts'
import { tellPast } from './past.ts'
import { DEMO_PASSWORD, DEMO_PEOPLE } from './people.ts'
import { DEMO_POLICY } from './policy.ts'
import { DEMO_HEADERS, type DemoResponse, demoResponses } from './rows.ts'

export { DEMO_PASSWORD, DEMO_PEOPLE } from './people.ts'

export const DEMO_LEADS = 2000
const SEED = 20_26
const DAY_MS = 86_400_000

/** Loads the demo into a central that nobody uses yet, and goes on with one that broke off. `now`: epoch milliseconds. */
export async function demoUnlessUsed(store: IngestDeps, now: number): Promise<DemoAccount | null> {
  const begun = await store.db.selectFrom('demo').selectAll().executeTakeFirst()
  const account = { email: DEMO_PEOPLE[0].email, password: DEMO_PASSWORD }
  if (begun?.loaded) return account
  if (!begun && (await isUsed(store))) return null
  const as_of = begun?.as_of ?? new Date(now).toISOString()
  if (!begun) await store.db.insertInto('demo').values({ as_of }).execute()
  await loadDemo(store, Date.parse(as_of))
  await store.db.updateTable('demo').set({ loaded: true }).execute()
  return account
}

/** Where there are people already, accounts with a password that everybody knows would be an open door. */
async function isUsed({ db }: IngestDeps): Promise<boolean> {
  return (await listCampaigns(db, CENTRAL)).length > 0 || (await listPeople(db)).length > 0
}

/**
 * Makes the demo people and the campaign "Spring expo": what became of the leads of earlier months, and 2,000 leads, imported day by day
 * as any file is, dealt to the team and worked on the days before `now` (epoch milliseconds). Done again with the same `now` it adds what is missing. Throws when an import fails.
 */
export async function loadDemo(store: IngestDeps, now: number): Promise<void> {
  const known = new Set((await listPeople(store.db)).map((p) => p.email))
  for (const person of DEMO_PEOPLE)
    if (!known.has(person.email)) await createPerson(store.db, { ...person, password: DEMO_PASSWORD })
  const year = new Date(now).getUTCFullYear()
  const campaign = { id: `spring-expo-${year}`, name: `Spring expo ${year}`, policy: DEMO_POLICY, now }
  if (!(await listCampaigns(store.db, CENTRAL)).some((c) => c.id === campaign.id))
    await createCampaign(store.db, campaign)
  const responses = [...demoResponses(DEMO_LEADS, SEED, now)]
  await tellPast(store, campaign.id, responses, now)
  for (const { day, file } of filesOf(responses, now)) {
    // At the end of that day's work; today's file just now.
    const at = day === 0 ? now : now - day * DAY_MS - DAY_MS / 48
    await importDay(store, campaign.id, file, at)
    await deal(store, now, at)
  }
  await tellHistory(store, now)
  await refreshLeads(store, now)
  await addDemoNurture(store)
}

async function importDay(store: IngestDeps, campaign: string, file: Uint8Array, at: number): Promise<void> {
  const outcome = await runImport(importDepsOf({ ...store, now: () => at }), Readable.from([file]), {
    id: v7(),
    campaign,
    own: ownFieldsOf(DEMO_POLICY),
    fileName: `spring-expo-${new Date(at).toISOString().slice(0, 10)}.csv`,
    map: {},
    dateOrder: null,
    actor: 'system:demo',
  })
  if (outcome.state !== 'done')
    throw new Error(`The demo campaign could not be loaded: ${outcome.error ?? outcome.state}`)
}

/** One CSV file for each day, counted back from `now`; the oldest first. */
function filesOf(responses: readonly DemoResponse[], now: number): { day: number; file: Uint8Array }[] {
  const days = new Map<number, (readonly string[])[]>()
  for (const { at, cells } of responses) {
    const day = Math.floor((now - at) / DAY_MS)
    days.set(day, [...(days.get(day) ?? [DEMO_HEADERS]), cells])
  }
  return [...days]
    .sort(([a], [b]) => b - a)
    .map(([day, rows]) => ({ day, file: Buffer.from(Papa.unparse(rows.map((row) => [...row]))) }))
}
