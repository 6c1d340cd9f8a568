import type { Faker } from '@faker-js/faker'
import { type DemoPerson, personOf, seededDice } from './persons.ts'

export const DEMO_HEADERS = [
  'First Name',
  'Last Name',
  'Job Title',
  'Email',
  'Phone Number',
  'Company Name',
  'City',
  'State/Region',
  'Country/Region',
  'Lead Source',
  'Response',
  'Create Date',
  'Number of Employees',
  'Industry',
  'Current Solution',
  'Buying Timeline',
  'Budget',
  'Decision Role',
  'Need',
  'Product Interest',
  'Email Opt In',
  'Notes',
  'Supplier today',
  'Interested in',
] as const

const RESPONSES: [source: string, labels: string[]][] = [
  ['Website', ['Web form "Request a demo"', 'Web form "Pricing"', 'Web form "Contact us"']],
  ['Trade show', ['Expo scan, booth 214', 'Expo scan, demo theatre', 'Expo scan, prize draw']],
  ['E-mail', ['Clicked: Dispatch guide', 'Clicked: Customer story']],
  ['Phone', ['Rang the hotline', 'Rang after the expo']],
  ['Partner', ['Harbor Systems', 'Nordlicht Consulting']],
]
const SUPPLIERS = ['Harborline', 'Kettle & Lane', 'Nordlys TMS', 'Fleetwise', 'Caminho Azul']
const PRODUCTS = ['Dispatch board', 'Route planner', 'Dock scheduling', 'Fleet reports']
const NOTES = [
  'Said on the expo floor that the current process costs them a dispatcher a week.',
  'Asked for a call in the morning.',
  'Compares three suppliers.',
  'Wants to see the mobile app.',
]
const SIZES = '8;14;35;60;85;110;130;180;240;300;420;500;650;900;2,400;12000'.split(';')
const INDUSTRIES = [
  'Logistics',
  'Logistics',
  'Manufacturing',
  'Retail',
  'Health care',
  'Finance',
  'Public sector',
  'Services',
]
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Chance that a response tells the answer. The rest is what the agents are there to find out; who came just now told less. */
const TOLD = { size: 0.92, solution: 0.6, timeline: 0.78, budget: 0.66, role: 0.76, need: 0.76 }
const TOLD_LATELY = 0.6

/** Share of people who came on one of the working days before, and how many such days there are. */
const EARLIER = 0.6
const DAYS = 6
/** Share of today's people who have waited too long. */
const LATE = 0.045

export interface DemoResponse {
  /** Epoch milliseconds. */
  at: number
  cells: readonly string[]
}

/**
 * A working day at `now` (epoch milliseconds): `n` people of six countries, most of whom came on the days before, at about this time of
 * day, the others in the last hours; some responded twice. The same seed and `now` give the same responses.
 */
export function* demoResponses(n: number, seed: number, now: number): Generator<DemoResponse> {
  const dice = seededDice(seed)
  const hours = (min: number, max: number) => dice.number.float({ min, max }) * HOUR_MS
  const taken = new Set<string>()
  for (let i = 0; i < n; i++) {
    const earlier = dice.number.float() < EARLIER
    const person = personOf(dice, taken, i, earlier)
    const days = earlier ? workingDaysBack(now, dice.number.int({ min: 1, max: DAYS })) * DAY_MS : 0
    const late = dice.number.float() < LATE
    const first = now - days - (earlier ? hours(0.7, 9) : late ? hours(8.1, 9.5) : hours(0.05, 7.6))
    yield { at: first, cells: response(person, dice, first, true, !earlier) }
    if (dice.number.float() > 0.12) continue
    const again = first + (now - days - (earlier ? 0.6 * HOUR_MS : 60_000) - first) * dice.number.float()
    yield { at: again, cells: response(person, dice, again, false, !earlier) }
  }
}

/** Days from `now` back to the n-th working day before it (UTC). */
function workingDaysBack(now: number, n: number): number {
  let days = 0
  for (let left = n; left > 0; ) {
    days += 1
    const weekday = new Date(now - days * DAY_MS).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return days
}

/** The same as rows of a CSV as a CRM would export it, headers first. */
export function* demoRows(n: number, seed: number, now: number): Generator<readonly string[]> {
  yield DEMO_HEADERS
  for (const { cells } of demoResponses(n, seed, now)) yield cells
}

/** One response of a person. A later one repeats who they are and tells a little more. */
function response(
  { place, ...who }: DemoPerson,
  dice: Faker,
  at: number,
  first: boolean,
  lately: boolean,
): string[] {
  const told = (share: number, values: readonly string[]) =>
    dice.number.float() < share ? dice.helpers.arrayElement(values) : ''
  const answer = (share: number, values: readonly string[]) =>
    told(lately ? share * TOLD_LATELY : share, values)
  const [source, labels] = dice.helpers.weightedArrayElement(
    RESPONSES.map((value, i) => ({ value, weight: [5, 4, 3, 1, 1][i] ?? 1 })),
  )
  const cells = [
    who.first,
    who.last,
    told(0.8, [who.title]),
    who.email,
    who.phone,
    who.company,
    place.city,
    place.state,
    place.country,
    source,
    dice.helpers.arrayElement(labels),
    `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')}`,
    answer(TOLD.size, SIZES),
    told(0.7, INDUSTRIES),
    answer(TOLD.solution, ['Another supplier', 'Spreadsheet', 'Spreadsheet', 'Built in-house', 'Nothing']),
    answer(TOLD.timeline, TIMELINES),
    answer(TOLD.budget, ['Approved', 'Planned', 'Planned', 'None yet']),
    answer(TOLD.role, ['Decides', 'Recommends', 'Recommends', 'Uses it', 'Not involved']),
    answer(TOLD.need, [
      'Urgent problem',
      'Replace a system',
      'Replace a system',
      'Extend',
      'No concrete need',
    ]),
    told(0.5, PRODUCTS),
    told(0.6, ['Yes', 'Yes', 'No']),
    first ? told(0.08, NOTES) : '',
  ]
  return [...cells, ...own(who.company, cells[SOLUTION]!, cells[PRODUCT]!)]
}

const SOLUTION = DEMO_HEADERS.indexOf('Current Solution')
const PRODUCT = DEMO_HEADERS.indexOf('Product Interest')

/** What the campaign alone asks follows from the rest, so that the dice fall as they did: supplier, and one or two products. */
function own(company: string, solution: string, product: string): [string, string] {
  const turn = company.length
  const supplied = solution === 'Another supplier' && turn % 3 !== 0
  const other = PRODUCTS[turn % PRODUCTS.length]!
  const products = product === '' || other === product ? product : `${product}; ${other}`
  return [supplied ? SUPPLIERS[turn % SUPPLIERS.length]! : '', products]
}

/** Of those who buy, 12, 18, 25 and 45 of a hundred do so within 3, 6 and 12 months and later; some only look around. */
const TIMELINES = [
  ...Array<string>(4).fill('Within 3 months'),
  ...Array<string>(4).fill('3 to 6 months'),
  ...Array<string>(5).fill('7 to 12 months'),
  ...Array<string>(3).fill('More than a year'),
  ...Array<string>(2).fill('Just researching'),
]
