import type { Faker } from '@faker-js/faker'
import type { Outcome, ReturnReason } from '../../shared/lead/hand-off.ts'
import type { HandOffChannel } from '../../shared/lead/route.ts'
import type { Truth } from './past-people.ts'
import { DAY_MS, HOUR_MS } from './story.ts'

/** What makes a person of the demo buy, in log odds: not what the default policy believes, so that a fit finds something. */
const ODDS: Record<string, Record<string, number>> = {
  timeline: { within3: 0.3, m3to6: 1.1, m7to12: 0.1, later: -0.9, researching: -1.4 },
  need: { urgent: -0.2, replace: 1.3, extend: 0.2, curious: -1.2 },
  budget: { approved: 0.5, planned: 0.6, none: -1.1 },
  decisionRole: { decides: 0.6, recommends: 0.5, uses: -0.3, none: -0.9 },
  companySize: { s1to19: -0.4, s20to119: 0.9, s120to500: 0.3, s501up: -1 },
  currentSolution: { competitor: -1.1, spreadsheet: 0.9, inHouse: 0, nothing: 0.8 },
}
const BASE = -2
/** In US dollars, by the size of the company. */
const WORTH: Record<string, number> = { s1to19: 3000, s20to119: 9000, s120to500: 24_000, s501up: 60_000 }
const LOST = [
  'Bought from another supplier',
  'No budget this year',
  'Project was put off',
  'Stays with the present system',
  'Nobody decides',
]
const RETURNED: readonly ReturnReason[] = ['noAuthority', 'noBudget', 'notInterested', 'unreachable']
/** Share of what people's channels sent back; and of what the automatic ones hear of again. */
const SENT_BACK = 0.07
const HEARD_OF = 0.6

export type Became =
  | { kind: 'settled'; outcome: Outcome; value: number | null; reason: string; at: number }
  | { kind: 'returned'; reason: ReturnReason; at: number }
  | { kind: 'open' }

/** What became of a lead that a channel got at `at`; nothing happens after `now` (epoch milliseconds). */
export function becameOf(
  truth: Truth,
  channel: HandOffChannel,
  dice: Faker,
  at: number,
  now: number,
): Became {
  const isPersonal = channel === 'sales' || channel === 'partner'
  if (!isPersonal && dice.number.float() > HEARD_OF) return { kind: 'open' }
  if (isPersonal && dice.number.float() < SENT_BACK) {
    const back = at + dice.number.int({ min: 4, max: 60 }) * HOUR_MS
    return { kind: 'returned', reason: dice.helpers.arrayElement(RETURNED), at: back }
  }
  const odds = Object.entries(truth).reduce(
    (sum, [field, answer]) => sum + (ODDS[field]?.[answer] ?? 0),
    BASE,
  )
  const won = dice.number.float() < 1 / (1 + Math.exp(-odds))
  const worth = (isPersonal ? 1 : 0.3) * (WORTH[truth.companySize ?? ''] ?? 0)
  const value = Math.round((worth * dice.number.float({ min: 0.6, max: 1.5 })) / 100) * 100
  const decided = at + dice.number.int({ min: 3, max: 70 }) * DAY_MS
  return {
    ...{ kind: 'settled', outcome: won ? 'won' : 'lost', value: won ? value : null },
    reason: won ? '' : dice.helpers.arrayElement(LOST),
    at: Math.min(decided, now - dice.number.int({ min: 20, max: 150 }) * HOUR_MS),
  }
}
