import type { Faker } from '@faker-js/faker'
import { faker as de } from '@faker-js/faker/locale/de'
import { faker as enAu } from '@faker-js/faker/locale/en_AU'
import { faker as enCa } from '@faker-js/faker/locale/en_CA'
import { faker as enGb } from '@faker-js/faker/locale/en_GB'
import { faker as enUs } from '@faker-js/faker/locale/en_US'
import { faker as fr } from '@faker-js/faker/locale/fr'
import { DEMO_PLACES, type DemoPlace } from './places.ts'

const FAKERS: Record<DemoPlace['locale'], Faker> = {
  en_US: enUs,
  en_CA: enCa,
  en_GB: enGb,
  en_AU: enAu,
  de,
  fr,
}

const ENGLISH =
  'Operations manager;Head of logistics;IT director;Plant manager;Procurement lead;Managing director;Fleet manager;Warehouse supervisor;Dispatch coordinator;Finance director;Chief operating officer;Supply chain analyst;Office manager;Project manager'
const TITLES: Record<DemoPlace['locale'], string[]> = {
  en_US: ENGLISH.split(';'),
  en_CA: ENGLISH.split(';'),
  en_GB: ENGLISH.split(';'),
  en_AU: ENGLISH.split(';'),
  de: 'Leitung Logistik;Geschäftsführung;IT-Leitung;Werksleitung;Einkauf;Fuhrparkleitung;Lagerleitung;Disposition;Kaufmännische Leitung;Projektleitung'.split(
    ';',
  ),
  fr: 'Responsable logistique;Direction générale;Responsable informatique;Responsable achats;Gestion de flotte;Responsable entrepôt;Exploitation transport;Direction financière;Chef de projet'.split(
    ';',
  ),
}

export interface DemoPerson {
  place: DemoPlace
  first: string
  last: string
  title: string
  company: string
  email: string
  phone: string
}

/** All dice of the demo: they fall alike for the same seed. */
export function seededDice(seed: number): Faker {
  for (const [i, faker] of Object.values(FAKERS).entries()) faker.seed(seed + i)
  return enUs
}

/** Throws when the numbers kept for fiction run out (at some 90,000 people). `taken`: addresses and numbers of people before. `callable`: has a number in any case; of the others a few left only an address. */
export function personOf(dice: Faker, taken: Set<string>, i: number, callable: boolean): DemoPerson {
  const left = DEMO_PLACES.filter((p) => !taken.has(p.phone))
  if (left.length === 0) throw new Error(`There are no more numbers kept for fiction: ${i} people have them`)
  const place = dice.helpers.weightedArrayElement(
    left.map((value) => ({ value, weight: value.locale === 'en_US' ? 3 : 2 })),
  )
  const faker = FAKERS[place.locale]
  const first = faker.person.firstName()
  const last = faker.person.lastName()
  const company = faker.company.name()
  const mailbox = `${plain(first)}.${plain(last)}@${plain(company)}.example`
  const phone = phoneIn(place, dice, taken)
  if (phone === null) return personOf(dice, taken, i, callable)
  const email = taken.has(mailbox) ? mailbox.replace('@', `${i}@`) : mailbox
  taken.add(email)
  const title = dice.helpers.arrayElement(TITLES[place.locale])
  const reach = dice.number.float()
  return {
    place,
    first,
    last,
    title,
    company,
    email: reach < 0.05 ? '' : email,
    phone: reach > 0.95 && !callable ? '' : phone,
  }
}

/** A place whose numbers are not found in so many tries has few left, if any. */
const TRIES = 1000

/** A number of the place that nobody has; null, and the place itself is taken, where there are hardly any left. */
export function phoneIn(place: DemoPlace, dice: Faker, taken: Set<string>): string | null {
  for (let tries = 0; tries < TRIES; tries++) {
    const phone = place.phone.replace(/#/g, () => String(dice.number.int(9)))
    if (taken.has(phone)) continue
    taken.add(phone)
    return phone
  }
  taken.add(place.phone)
  return null
}

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
