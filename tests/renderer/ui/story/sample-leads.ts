import { en, Faker } from '@faker-js/faker'
import type { LeadEvent, PayloadOf } from '../../../../shared/events/event.ts'
import { makeStamp } from '../../../../shared/events/stamp.ts'
import { CATALOG, type Field, type FieldId, type FieldValue } from '../../../../shared/lead/catalog.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const ZONES = [
  ['America/New_York', 'Norfolk', 'VA', 'US', '+17575550'],
  ['Europe/Berlin', 'Hamburg', null, 'DE', '+49405550'],
  ['Asia/Tokyo', 'Osaka', null, 'JP', '+81665550'],
  ['Europe/London', 'Leeds', null, 'GB', '+44113550'],
] as const
const SOURCES = [
  ['web', 'Web form'],
  ['expo', 'Expo scan, booth 214'],
  ['email', 'E-mail click'],
] as const

/** Made-up leads, each as its events; the same for the same number. The first is the one in the design's picture. */
export function sampleLeads(n: number, now: number): LeadEvent[][] {
  const faker = new Faker({ locale: [en], seed: 7 })
  return Array.from({ length: n }, (_, i) => (i === 0 ? marcus(now) : made(faker, i, now)))
}

export const idOf = (n: number, k: number) =>
  `00000000-0000-7000-8000-${String(n * 1000 + k).padStart(12, '0')}`

/** Collects the events of the n-th lead; `ago`: milliseconds before now. */
export function eventsOf(n: number, now: number) {
  const events: LeadEvent[] = []
  const add = <T extends LeadEvent['type']>(
    type: T,
    payload: PayloadOf<T>,
    ago: number,
    actor = 'system:import',
  ) => {
    const stamp = makeStamp(now - ago, events.length, 'story')
    events.push({
      id: idOf(n, events.length + 1),
      leadId: idOf(n, 0),
      stamp,
      actor,
      device: 'story',
      type,
      payload,
    } as LeadEvent)
  }
  return { events, add }
}

const iso = (ms: number) => new Date(ms).toISOString()

function marcus(now: number): LeadEvent[] {
  const { events, add } = eventsOf(0, now)
  add(
    'lead.captured',
    {
      campaign: 'expo',
      channel: 'web',
      label: 'Web form',
      at: iso(now - 19 * DAY),
      fields: {
        firstName: 'Marcus',
        lastName: 'Oyelaran',
        jobTitle: 'Operations manager',
        company: 'Bright Harbor Shipping',
        email: 'm.oyelaran@brightharbor.example',
        phone: '+17575550142',
        city: 'Norfolk',
        state: 'VA',
        country: 'US',
        timeZone: 'America/New_York',
        need: 'replace',
      },
    },
    19 * DAY,
  )
  add(
    'lead.captured',
    {
      campaign: 'expo',
      channel: 'expo',
      label: 'Expo scan, booth 214',
      at: iso(now - 17 * DAY),
      fields: { companySize: 's120to500' },
    },
    17 * DAY,
  )
  add(
    'consent.recorded',
    {
      consent: idOf(0, 900),
      for: 'email',
      given: true,
      basis: 'web form',
      text: 'Yes, send me news',
      at: iso(now - 19 * DAY),
    },
    19 * DAY,
  )
  add('call.started', { call: idOf(0, 901), phone: '+17575550142', at: iso(now - 16 * DAY) }, 16 * DAY, 'ana')
  add(
    'call.finished',
    { call: idOf(0, 901), at: iso(now - 16 * DAY + 60_000), disposition: 'voicemail', flags: NO_FLAGS },
    16 * DAY - 60_000,
    'ana',
  )
  add(
    'field.answered',
    { field: 'currentSolution', value: 'spreadsheet', call: null },
    16 * DAY - 70_000,
    'ana',
  )
  add(
    'note.written',
    { note: idOf(0, 902), text: 'Said on expo floor the current process “costs them a dispatcher a week”.' },
    16 * DAY - 80_000,
    'ben',
  )
  return events
}

const NO_FLAGS = {
  humanAnswered: false,
  rightParty: false,
  unworkable: false,
  doNotCall: false,
  completed: false,
}
const askable = (CATALOG as readonly Field[]).filter((f) => f.choices && !f.derived && f.id !== 'territory')

function made(faker: Faker, n: number, now: number): LeadEvent[] {
  const { events, add } = eventsOf(n, now)
  const [timeZone, city, state, country, phone] = faker.helpers.arrayElement(ZONES)
  const [channel, label] = faker.helpers.arrayElement(SOURCES)
  const age = faker.number.int({ min: 1, max: 200 }) * 6 * 60_000
  const fields: Partial<Record<FieldId, FieldValue>> = {
    firstName: faker.person.firstName(),
    lastName: faker.person.lastName(),
    jobTitle: faker.person.jobTitle(),
    company: faker.company.name(),
    email: faker.internet.email({ provider: 'mail.example' }),
    phone: `${phone}${String(n).padStart(3, '0')}`,
    city,
    country,
    timeZone,
    ...(state ? { state } : {}),
  }
  for (const field of askable)
    if (faker.datatype.boolean(0.5) && field.choices)
      fields[field.id as FieldId] = faker.helpers.arrayElement(field.choices).id
  add('lead.captured', { campaign: 'expo', channel, label, at: iso(now - age), fields }, age)
  if (n % 9 === 4)
    add(
      'callback.scheduled',
      {
        callback: idOf(n, 900),
        at: iso(now + (n - 20) * 11 * 60_000),
        whose: n % 2 ? 'mine' : 'anyone',
        agent: 'ana',
        note: '',
      },
      age / 2,
      'ana',
    )
  if (n % 5 === 3) {
    const start = now - 4 * HOUR
    add('call.started', { call: idOf(n, 901), phone: String(fields.phone), at: iso(start) }, 4 * HOUR, 'ana')
    add(
      'call.finished',
      { call: idOf(n, 901), at: iso(start + 40_000), disposition: 'noAnswer', flags: NO_FLAGS },
      4 * HOUR - 40_000,
      'ana',
    )
  }
  return events
}
