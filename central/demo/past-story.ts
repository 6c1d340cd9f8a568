import type { Faker } from '@faker-js/faker'
import { fold } from '../../shared/events/fold.ts'
import type { FieldId } from '../../shared/lead/catalog.ts'
import { fieldValue } from '../../shared/lead/lead.ts'
import type { CompiledPolicy } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import type { DemoAgent } from './deal.ts'
import type { PastPerson } from './past-people.ts'
import { DAY_MS, iso, Story } from './story.ts'

/** A lead of the past: asked what was open, and sent on. */
export interface PastStory extends PastPerson {
  story: Story
}

/** Share of the questions that a person would not answer. */
const DECLINED = 0.12

/** What an agent did: a call or two, in which the rest was told. Null where there was no time at which the person might be called. */
export function pastStory(
  person: PastPerson,
  agent: DemoAgent,
  dice: Faker,
  policy: CompiledPolicy,
): PastStory | null {
  const came = Date.parse(person.captured.payload.at!)
  // A story is told as of some days after the person came.
  const story = new Story(fold(null, [person.captured]), agent, dice, came + 6 * DAY_MS)
  if (dice.number.float() < 0.4) story.attempt(came + story.span(0.3, 3), 'noAnswer')
  const seconds = dice.number.int({ min: 150, max: 600 })
  const told = story.call(came + DAY_MS + story.span(0, 60), 'spoke', seconds, (call, at) => {
    for (const { source } of policy.fields) {
      const field = source.field as FieldId
      const value = person.truth[field]
      if (source.question === null || value === undefined || fieldValue(story.lead, field) !== null) continue
      if (dice.number.float() >= DECLINED) story.write(at, 'field.answered', { field, value, call })
      else story.write(at, 'field.declined', { field, reaskOn: iso(at + 30 * DAY_MS).slice(0, 10), call })
    }
  })
  return told ? { ...person, story } : null
}

/** Who would stay with the call center by the score was found worth a visit: the agent says so. `asOf`: the day it is decided. */
export function sendOn({ captured, story }: PastStory, policy: CompiledPolicy, asOf: string): void {
  const { route } = decide(policy, fold(null, [captured, ...story.events]), asOf)
  if (policy.policy.routes[route].channel !== 'callCenter') return
  story.write(story.end + 60_000, 'route.set', { route: 'hot', reason: 'Qualified: wants an offer' })
}
