import type { Faker } from '@faker-js/faker'
import type { EventOf } from '../../shared/events/event.ts'
import { hybridClock } from '../../shared/events/stamp.ts'
import { intakeRecord } from '../../shared/lead/intake/record.ts'
import type { Channel } from '../../shared/lead/lead.ts'
import { idOf } from '../imports/ids.ts'
import { personOf, phoneIn } from './persons.ts'
import { DEMO_PLACES } from './places.ts'
import type { DemoResponse } from './rows.ts'
import { DAY_MS, HOUR_MS, iso } from './story.ts'

/** What is true of a person of the past, told or not: by field, the answer's id. */
export type Truth = Readonly<Record<string, string>>

export interface PastPerson {
  captured: EventOf<'lead.captured'>
  truth: Truth
}

const ANSWERS: Record<string, string[]> = {
  timeline: 'within3;within3;m3to6;m3to6;m3to6;m7to12;m7to12;later;researching'.split(';'),
  need: 'urgent;urgent;replace;replace;replace;extend;extend;curious'.split(';'),
  budget: 'approved;approved;planned;planned;planned;none;none'.split(';'),
  decisionRole: 'decides;decides;recommends;recommends;uses;none'.split(';'),
  companySize: 's1to19;s20to119;s20to119;s20to119;s120to500;s120to500;s501up'.split(';'),
  currentSolution: 'competitor;competitor;spreadsheet;spreadsheet;spreadsheet;inHouse;nothing'.split(';'),
}
const RESPONSES: readonly (readonly [Channel, string])[] = [
  ['web', 'Web form "Request a demo"'],
  ['web', 'Web form "Pricing"'],
  ['expo', 'Autumn fair, booth 31'],
  ['email', 'E-mail click: Customer story'],
  ['phone', 'Rang the hotline'],
  ['partner', 'Partner: Harbor Systems'],
]
/** Share of the answers that the response told already. */
const TOLD = 0.55
/** They came on so many days, a week and a day apart; the last of them so many days ago. */
const DAYS = 20
const LAST_DAY = 18

/** Those of the present, by place in the list, who asked before, under another number: likely duplicates for a person to look at. */
const TWINS = [700, 1200]

/** People who came in the months before the demo's days; none has the address or number of anybody in `present`. */
export function pastPeople(
  count: number,
  campaign: string,
  dice: Faker,
  present: readonly DemoResponse[],
  now: number,
): PastPerson[] {
  const taken = new Set(present.flatMap(({ cells }) => [cells[3]!, cells[4]!]))
  return Array.from({ length: count }, (_, i) => {
    const { place, title, ...who } = personOf(dice, taken, i, true)
    const days = LAST_DAY + 8 * dice.number.int({ max: DAYS - 1 })
    const at = now - days * DAY_MS - Math.round(dice.number.float({ min: 1, max: 8 }) * HOUR_MS)
    const truth = Object.fromEntries(
      Object.entries(ANSWERS).map(([field, list]) => [field, dice.helpers.arrayElement(list)]),
    )
    const told = Object.fromEntries(Object.entries(truth).filter(() => dice.number.float() < TOLD))
    const [channel, label] = dice.helpers.arrayElement(RESPONSES)
    const twin = TWINS[i] === undefined ? undefined : present[TWINS[i]]
    const { fields } = intakeRecord(
      twin
        ? twinOf(twin.cells, dice, taken)
        : {
            ...{
              firstName: who.first,
              lastName: who.last,
              jobTitle: title,
              email: who.email,
              phone: who.phone,
            },
            ...{ company: who.company, city: place.city, state: place.state, country: place.country },
          },
      { now: at },
    )
    const leadId = idOf('demo', 'past', i)
    const captured: EventOf<'lead.captured'> = {
      ...{ id: idOf('demo', 'past', 'captured', i), leadId, stamp: hybridClock('demo').next(at) },
      ...{ actor: 'system:demo', device: 'demo', type: 'lead.captured' },
      payload: { campaign, channel, label, at: iso(at), fields: { ...fields, ...told } },
    }
    return { captured, truth }
  })
}

/** The same person at the same company, by a private address and another number. */
function twinOf(cells: readonly string[], dice: Faker, taken: Set<string>): Record<string, string> {
  const [
    firstName = '',
    lastName = '',
    jobTitle = '',
    ,
    ,
    company = '',
    city = '',
    state = '',
    country = '',
  ] = cells
  const place = DEMO_PLACES.find((p) => p.city === city)
  return {
    ...{ firstName, lastName, jobTitle, company, city, state, country },
    phone: (place && phoneIn(place, dice, taken)) ?? '',
  }
}
