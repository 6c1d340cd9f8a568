import type { FieldId } from '../../shared/lead/catalog.ts'
import { fieldValue } from '../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { isWithin } from './call-hours.ts'
import { DEMO_SUPERVISOR } from './people.ts'
import { DAY_MS, iso, type Story } from './story.ts'

/** What there is to ask under the default policy. */
const QUESTIONS = DEFAULT_POLICY.fields
  .filter((f) => f.question !== null)
  .map((f) => ({ ...f, field: f.field as FieldId }))
const MINUTE_MS = 60_000

/** One to three calls that reached nobody; the last one today or yesterday, so that its pause is over or still runs. */
export function triesAgain(story: Story): void {
  const { age, dice, now } = story
  const first = now - age * DAY_MS + story.span(0, 4)
  // Who came yesterday was tried when they came, and perhaps today.
  const last = now - (age > 1 && dice.datatype.boolean() ? DAY_MS : 0) - story.span(0.3, 3.5)
  const times = age === 1 && dice.datatype.boolean() ? [first] : [first, last]
  if (age > 3 && dice.datatype.boolean()) times.splice(1, 0, first + DAY_MS + story.span(0, 3))
  for (const [i, at] of times.entries()) {
    const pause = (times[i + 1] ?? Number.POSITIVE_INFINITY) - at
    story.attempt(at, pause > DAY_MS && dice.number.float() < 0.4 ? 'voicemail' : 'noAnswer')
  }
  if (dice.number.float() < 0.15 && story.events.length > 0)
    story.note(
      story.end + 2 * MINUTE_MS,
      dice.helpers.arrayElement([
        'Reception says mornings are best.',
        'Rings through to a general mailbox.',
        'Colleague said: at the warehouse until Thursday.',
        'Direct line is engaged; try the switchboard.',
      ]),
    )
}

/** Reached today or yesterday, and promised a call `minutes` from now; nothing of a person who may not be called then. */
export function callsBackToday(story: Story, minutes: number): void {
  const { dice, now } = story
  const step = 5 * MINUTE_MS
  const at = Math.ceil((now + minutes * MINUTE_MS) / step) * step
  if (!isWithin(story.hours, at)) return
  const called = dice.datatype.boolean() ? now - story.span(2, 4) : now - DAY_MS + story.span(1, 4)
  if (story.age > 1) story.attempt(called - DAY_MS - story.span(0, 1), 'noAnswer')
  const note = dice.helpers.arrayElement([
    'Has the budget figures then.',
    'In a meeting; wants to go on then.',
    'Will have asked the IT director by then.',
    '',
  ])
  story.call(called, 'callBack', dice.number.int({ min: 60, max: 200 }), (_call, during) =>
    story.write(during, 'callback.scheduled', {
      callback: story.id('callback'),
      at: iso(at),
      whose: 'mine',
      agent: story.agent,
      note,
    }),
  )
}

/** Answered all that was open: central hands the lead on. */
function tellsAll(story: Story): void {
  const { lead, dice } = story
  const told = story.call(calledAt(story), 'spoke', dice.number.int({ min: 200, max: 540 }), (call, at) => {
    for (const { field, answers } of QUESTIONS) {
      if (fieldValue(lead, field) !== null) continue
      const value = dice.helpers.arrayElement(answers).id
      story.write(at, 'field.answered', { field, value, call })
    }
  })
  if (told && dice.number.float() < 0.3)
    story.note(story.end + MINUTE_MS, 'Friendly; asked for the customer story.')
}

/** Would not say: the lead is routed by what is known. */
function tellsNothing(story: Story): void {
  const { lead, dice } = story
  story.call(calledAt(story), 'spoke', dice.number.int({ min: 90, max: 180 }), (call, at) => {
    for (const { field, reaskDays } of QUESTIONS) {
      if (fieldValue(lead, field) !== null) continue
      const reaskOn = iso(at + reaskDays * DAY_MS).slice(0, 10)
      story.write(at, 'field.declined', { field, reaskOn, call })
    }
  })
}

const ends = (disposition: string) => (story: Story) => {
  story.call(calledAt(story), disposition, story.dice.number.int({ min: 20, max: 90 }))
}

/** The supervisor knows more than the score. */
function setByHand(story: Story): void {
  triesAgain(story)
  if (story.events.length === 0) return
  const payload = { route: 'high', reason: 'Known customer: follow up in person' } as const
  story.write(story.end + 10 * MINUTE_MS, 'route.set', payload, DEMO_SUPERVISOR.id)
}

const calledAt = (story: Story): number =>
  story.now - story.dice.number.int({ min: 0, max: story.age - 1 }) * DAY_MS - story.span(0.5, 4)

/** How a story may end, by weight. */
export const STORIES: readonly (readonly [weight: number, (story: Story) => void])[] = [
  [60, tellsAll],
  [8, tellsNothing],
  [12, ends('notInterested')],
  [8, ends('wrongNumber')],
  [4, ends('doNotCall')],
  [8, setByHand],
]
