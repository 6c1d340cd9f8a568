import type { Lead } from '../../shared/lead/lead.ts'
import { ingest } from '../store/ingest.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import { type DemoAgent, isEarlier } from './deal.ts'
import { seededDice } from './persons.ts'
import { callsBackToday, STORIES, triesAgain } from './stories.ts'
import { Story } from './story.ts'

const SEED = 7
const BATCH = 25
/** Minutes from now at which callbacks are promised: a few late, a few due, the rest over the day. */
const CALLBACKS: Record<DemoAgent, number[]> = {
  ana: [-25, 5, 20, 45, 80, 130, 190, 260],
  chloe: [-10, 10, 35, 70, 120, 210],
  deepak: [5, 55, 140, 300],
  ben: [15, 165],
}
/** Share of the leads whose story is that nobody was reached yet. */
const AGAIN = 0.66

/** What the team did with the leads of the days before: calls, answers, notes, callbacks. Each lead's story is written wholly or not at all. */
export async function tellHistory(store: IngestDeps, now: number): Promise<void> {
  const stories = (await storiesOf(store, now)).sort((a, b) => a.end - b.end)
  for (let i = 0; i < stories.length; i += BATCH) {
    const batch = stories.slice(i, i + BATCH)
    const verdicts = await ingest(store, {
      events: batch.flatMap((s) => s.events),
      now: batch.at(-1)!.end,
      ownerOfNew: () => null,
    })
    const refused = verdicts.find((v) => v.verdict === 'rejected')
    if (refused) throw new Error(`The demo campaign's history was refused: ${JSON.stringify(refused)}`)
  }
}

async function storiesOf({ db }: IngestDeps, now: number): Promise<Story[]> {
  const rows = await db
    .selectFrom('leads')
    .select(['id', 'owner', 'state'])
    .where('owner', 'is not', null)
    .orderBy('id')
    .execute()
  const told = new Map<string, number>()
  const stories: Story[] = []
  for (const [i, row] of rows.entries()) {
    const { owner, state } = row as { owner: DemoAgent; state: Lead }
    if (!isEarlier(state, now) || !(owner in CALLBACKS)) continue
    const nth = told.get(owner) ?? 0
    told.set(owner, nth + 1)
    // Written before the demo broke off.
    if (state.calls.length > 0) continue
    const dice = seededDice(SEED + i)
    const story = new Story(state, owner, dice, now)
    const callback = CALLBACKS[owner][nth]
    if (callback !== undefined) callsBackToday(story, callback)
    else if (dice.number.float() < AGAIN) triesAgain(story)
    else dice.helpers.weightedArrayElement(STORIES.map(([weight, value]) => ({ weight, value })))(story)
    stories.push(story)
  }
  return stories
}
