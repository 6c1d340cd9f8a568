import { compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Tx } from '../store/database/schema.ts'
import { ingestIn } from '../store/events/ingest.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { type DemoAgent, LOADS } from './deal.ts'
import { settlePast } from './past-hand-offs.ts'
import { pastPeople } from './past-people.ts'
import { type PastStory, pastStory, sendOn } from './past-story.ts'
import { seededDice } from './persons.ts'
import type { DemoResponse } from './rows.ts'
import { HOUR_MS, iso } from './story.ts'

/** People of the past. */
export const DEMO_PAST = 480
const SEED = 4711
/** Leads decided together, as of the last one's day. */
const BATCH = 32

/**
 * What the months before brought: leads that were called, handed off, and won, lost or sent back. All have left the queues. Told again
 * it adds nothing. `present`: the demo's own people. `now`: epoch milliseconds.
 */
export async function tellPast(
  store: IngestDeps,
  campaign: string,
  present: readonly DemoResponse[],
  now: number,
): Promise<void> {
  const dice = seededDice(SEED)
  const policy = compile(DEFAULT_POLICY)
  const agents = Object.entries(LOADS).map(([value, weight]) => ({ value: value as DemoAgent, weight }))
  const stories = pastPeople(DEMO_PAST, campaign, dice, present, now)
    .flatMap((person) => pastStory(person, dice.helpers.weightedArrayElement(agents), dice, policy) ?? [])
    .sort((a, b) => a.story.end - b.story.end)
  for (let i = 0; i < stories.length; i += BATCH) {
    const batch = stories.slice(i, i + BATCH)
    if (await isTold(store, batch[0]!)) continue
    const at = batch.at(-1)!.story.end + HOUR_MS
    for (const story of batch) sendOn(story, policy, iso(at).slice(0, 10))
    await inTransaction(store.db, (tx) => tellBatch(tx, store, batch, at, now))
  }
}

/** A batch is told wholly or not at all. */
async function isTold({ db }: IngestDeps, { captured }: PastStory): Promise<boolean> {
  const lead = await db.selectFrom('leads').select('id').where('id', '=', captured.leadId).executeTakeFirst()
  return lead !== undefined
}

async function tellBatch(
  tx: Tx,
  store: IngestDeps,
  batch: readonly PastStory[],
  at: number,
  now: number,
): Promise<void> {
  const verdicts = await ingestIn(tx, store, {
    events: batch.flatMap(({ captured, story }) => [captured, ...story.events]),
    now: at,
    ownerOfNew: () => null,
  })
  const refused = verdicts.find((v) => v.verdict === 'rejected')
  if (refused) throw new Error(`The demo campaign's past was refused: ${JSON.stringify(refused)}`)
  await settlePast(tx, store, batch, at, now)
}
