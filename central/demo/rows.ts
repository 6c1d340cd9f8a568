import type { Faker } from '@faker-js/faker'
import { faker as de } from '@faker-js/faker/locale/de'
import { faker as enCa } from '@faker-js/faker/locale/en_CA'
import { faker as enGb } from '@faker-js/faker/locale/en_GB'
import { faker as enUs } from '@faker-js/faker/locale/en_US'
import { faker as es } from '@faker-js/faker/locale/es'
import { faker as fr } from '@faker-js/faker/locale/fr'
import { DEMO_PLACES, type DemoPlace } from './places.ts'

const FAKERS: Record<DemoPlace['locale'], Faker> = { en_US: enUs, en_CA: enCa, en_GB: enGb, de, fr, es }

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
] as const

const TITLES =
  'Operations manager;Head of logistics;IT director;Plant manager;Procurement lead;Managing director;Fleet manager;Warehouse supervisor;Dispatch coordinator;Finance director;Chief operating officer;Supply chain analyst;Office manager;Project manager'.split(
    ';',
  )
const RESPONSES: [source: string, labels: string[]][] = [
  ['Website', ['Web form "Request a demo"', 'Web form "Pricing"', 'Web form "Contact us"']],
  ['Trade show', ['Expo scan, booth 214', 'Expo scan, demo theatre', 'Expo scan, prize draw']],
  ['E-mail', ['E-mail click: Dispatch guide', 'E-mail click: Customer story']],
  ['Phone', ['Rang the hotline', 'Rang after the expo']],
  ['Partner', ['Partner: Harbor Systems', 'Partner: Nordlicht Consulting']],
]
const PRODUCTS = ['Dispatch board', 'Route planner', 'Dock scheduling', 'Fleet reports']
const NOTES = [
  'Said on the expo floor that the current process costs them a dispatcher a week.',
  'Asked for a call in the morning.',
  'Compares three suppliers.',
  'Wants to see the mobile app.',
]
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
const DAY_MS = 86_400_000

/** Chance that a response tells the answer. The rest is what the agents are there to find out. */
const TOLD = { size: 0.92, solution: 0.6, timeline: 0.78, budget: 0.66, role: 0.76, need: 0.76 }

/**
 * Rows of a CSV as a CRM would export it, headers first: `n` people of six countries, some of whom responded twice. The same seed
 * and `now` (epoch milliseconds) give the same rows; dates lie in the 60 days before `now`.
 */
export function* demoRows(n: number, seed: number, now: number): Generator<readonly string[]> {
  for (const [i, faker] of Object.values(FAKERS).entries()) faker.seed(seed + i)
  const dice = enUs
  yield DEMO_HEADERS
  const taken = new Set<string>()
  for (let i = 0; i < n; i++) {
    const person = personOf(dice, taken, i)
    const first = dice.number.int({ min: 30 * 60_000, max: 60 * DAY_MS })
    yield response(person, dice, now - first, true)
    if (dice.number.float() < 0.12)
      yield response(person, dice, now - Math.floor(first * dice.number.float(0.9)), false)
  }
}

interface DemoPerson {
  place: DemoPlace
  first: string
  last: string
  title: string
  company: string
  email: string
  phone: string
}

function personOf(dice: Faker, taken: Set<string>, i: number): DemoPerson {
  const place = dice.helpers.weightedArrayElement(
    DEMO_PLACES.map((value) => ({
      value,
      weight: value.locale === 'en_US' ? 3 : value.locale === 'es' ? 3 : 2,
    })),
  )
  const faker = FAKERS[place.locale]
  const first = faker.person.firstName()
  const last = faker.person.lastName()
  const company = faker.company.name()
  const mailbox = `${plain(first)}.${plain(last)}@${plain(company)}.example`
  const email = taken.has(mailbox) ? mailbox.replace('@', `${i}@`) : mailbox
  taken.add(email)
  let phone: string
  do phone = place.phone.replace(/#/g, () => String(dice.number.int(9)))
  while (taken.has(phone))
  taken.add(phone)
  const title = dice.helpers.arrayElement(TITLES)
  // A few left only one way to reach them.
  const reach = dice.number.float()
  return {
    place,
    first,
    last,
    title,
    company,
    email: reach < 0.05 ? '' : email,
    phone: reach > 0.95 ? '' : phone,
  }
}

/** One response of a person. A later one repeats who they are and tells a little more. */
function response({ place, ...who }: DemoPerson, dice: Faker, at: number, first: boolean): string[] {
  const told = (share: number, values: readonly string[]) =>
    dice.number.float() < share ? dice.helpers.arrayElement(values) : ''
  const [source, labels] = dice.helpers.weightedArrayElement(
    RESPONSES.map((value, i) => ({ value, weight: [5, 4, 3, 1, 1][i] ?? 1 })),
  )
  return [
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
    told(TOLD.size, [
      '8',
      '14',
      '35',
      '60',
      '85',
      '110',
      '130',
      '180',
      '240',
      '300',
      '420',
      '500',
      '650',
      '900',
      '2,400',
      '12000',
    ]),
    told(0.7, INDUSTRIES),
    told(TOLD.solution, ['Another supplier', 'Spreadsheet', 'Spreadsheet', 'Built in-house', 'Nothing']),
    told(TOLD.timeline, TIMELINES),
    told(TOLD.budget, ['Approved', 'Planned', 'Planned', 'None yet']),
    told(TOLD.role, ['Decides', 'Recommends', 'Recommends', 'Uses it', 'Not involved']),
    told(TOLD.need, ['Urgent problem', 'Replace a system', 'Replace a system', 'Extend', 'No concrete need']),
    told(0.5, PRODUCTS),
    told(0.6, ['Yes', 'Yes', 'No']),
    first ? told(0.08, NOTES) : '',
  ]
}

/** Of those who buy, 12, 18, 25 and 45 of a hundred do so within 3, 6 and 12 months and later; some only look around. */
const TIMELINES = [
  ...Array<string>(4).fill('Within 3 months'),
  ...Array<string>(4).fill('3 to 6 months'),
  ...Array<string>(5).fill('7 to 12 months'),
  ...Array<string>(3).fill('More than a year'),
  ...Array<string>(2).fill('Just researching'),
]

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
