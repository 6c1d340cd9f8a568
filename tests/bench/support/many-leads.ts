import { v7 } from 'uuid'
import type { EventOf } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import { makeStamp } from '../../../shared/events/stamp.ts'
import type { FieldId, FieldValue } from '../../../shared/lead/catalog.ts'
import type { LeadSnapshot, Person } from '../../../shared/sync/protocol.ts'

const HOUR = 3_600_000
const FIRST =
  'Ana Ben Chloé Dmitri Élodie Fatima Georg Hana İpek Jürgen Kofi Lena Marcus Nadia Øystein Priya'.split(' ')
const LAST = 'Andersson Bauer Costa Dubois Evans Fischer Garcia Haddad Ivanov Jansen Kowalski Langosh'.split(
  ' ',
)
const COMPANIES = 'Bright Harbor,Conroy,Dry Dock,Eastgate,Fjord,Granite,Hanse,Iron Bridge,Juniper'.split(',')
const KINDS = 'Shipping,Logistics,Foods,Instruments,Mobility,Textiles'.split(',')
const TITLES = 'Operations manager,Head of logistics,IT director,Plant manager,Procurement lead'.split(',')
const PLACES = [
  ['Norfolk', 'VA', 'US', 'America/New_York', '+1757555'],
  ['Hamburg', null, 'DE', 'Europe/Berlin', '+4940555'],
  ['Leeds', null, 'GB', 'Europe/London', '+4411349'],
  ['Lyon', null, 'FR', 'Europe/Paris', '+3347200'],
] as const
const ANSWERS: Partial<Record<FieldId, readonly string[]>> = {
  timeline: ['within3', 'm3to6', 'm7to12', 'later', 'researching'],
  budget: ['approved', 'planned', 'none'],
  decisionRole: ['decides', 'recommends', 'uses', 'none'],
  need: ['urgent', 'replace', 'extend', 'curious'],
}

export const AGENTS = 60

/** Who works the leads. The first is the agent whose desk is measured. */
export const agents: readonly Person[] = Array.from({ length: AGENTS }, (_, i) => ({
  id: `00000000-0000-7000-9000-${String(i).padStart(12, '0')}`,
  name: `${FIRST[i % FIRST.length]} ${LAST[(i * 5) % LAST.length]}`,
  email: `agent${i}@bench.example`,
  role: 'agent',
  active: true,
  team: null,
}))

/**
 * Leads as central sends them, each of one response about a person with half of the answers; the same for the same arguments.
 * @param ownerOf a person's id, or null for the pool @param now epoch milliseconds
 */
export function* manyLeads(
  count: number,
  ownerOf: (i: number) => string | null,
  now: number,
): Generator<LeadSnapshot> {
  const random = seeded(7)
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)]!
  for (let i = 0; i < count; i++) {
    const at = now - Math.floor(random() * 200 * HOUR)
    const [first, last] = [pick(FIRST), pick(LAST)]
    const company = `${pick(COMPANIES)} ${pick(KINDS)}`
    const [city, state, country, timeZone, dial] = pick(PLACES)
    const id = (salt: number) => v7({ msecs: at, seq: i, random: new Uint8Array(16).fill(salt) })
    const fields: Partial<Record<FieldId, FieldValue>> = {
      firstName: first,
      lastName: `${last} ${String.fromCharCode(65 + (i % 26))}.`,
      jobTitle: pick(TITLES),
      email: `lead${i}@${company.toLowerCase().replaceAll(' ', '')}.example`,
      phone: `${dial}${String(i % 1_000_000)
        .padStart(6, '0')
        .slice(-(13 - dial.length))}`,
      company,
      city,
      ...(state ? { state } : {}),
      country,
      timeZone,
    }
    for (const [field, answers] of Object.entries(ANSWERS) as [FieldId, readonly string[]][])
      if (random() < 0.55) fields[field] = pick(answers)
    const event: EventOf<'lead.captured'> = {
      id: id(i % 251),
      leadId: id((i * 7) % 253),
      stamp: makeStamp(at, 0, 'bench'),
      actor: 'system:import',
      device: 'bench',
      type: 'lead.captured',
      payload: {
        campaign: 'bench',
        channel: 'web',
        label: 'Web form "Request a demo"',
        at: new Date(at).toISOString(),
        fields,
      },
    }
    yield {
      lead: fold(null, [event]),
      owner: ownerOf(i),
      version: 1,
      stage: 'open',
      assignedAt: new Date(at).toISOString(),
    }
  }
}

function seeded(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
