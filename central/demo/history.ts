import type { Lead } from '../../shared/lead/lead.ts'
import { ingest } from '../store/events/ingest.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
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
  const promised = new Map(Object.entries(CALLBACKS).map(([owner, minutes]) => [owner, [...minutes]]))
  const stories: Story[] = []
  for (const [i, row] of rows.entries()) {
    const { owner, state } = row as { owner: DemoAgent; state: Lead }
    const callbacks = promised.get(owner)
    if (!isEarlier(state, now) || !callbacks) continue
    // Written before the demo broke off.
    if (state.calls.length > 0) {
      if (state.callbacks.length > 0) callbacks.shift()
      continue
    }
    const tell = (how: (story: Story) => void) => {
      const story = new Story(state, owner, seededDice(SEED + i), now)
      how(story)
      return story
    }
    const minutes = callbacks[0]
    const calledBack = minutes === undefined ? null : tell((story) => callsBackToday(story, minutes))
    if (calledBack?.events.some((e) => e.type === 'callback.scheduled')) {
      callbacks.shift()
      stories.push(calledBack)
    } else {
      const story = tell(anyStory)
      if (story.events.length > 0) stories.push(story)
    }
  }
  return stories
}

function anyStory(story: Story): void {
  const { dice } = story
  if (dice.number.float() < AGAIN) triesAgain(story)
  else dice.helpers.weightedArrayElement(STORIES.map(([weight, value]) => ({ weight, value })))(story)
}
