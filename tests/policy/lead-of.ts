import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import type { Call, FieldVersion, Lead } from '../../shared/lead/lead.ts'

export const AS_OF = '2026-11-22'

/** What a test says of a lead; the rest is filled in. Also the form of the facts in tests/vectors/policy-*.json. */
export interface LeadFacts {
  /** Known answers, given on `day` (default: the day as of which is scored). */
  answers?: Record<string, FieldValue | { value: FieldValue; day: string }>
  /** Field -> day from which it may be asked again. */
  declined?: Record<string, string>
  /** Field -> day from which they will tell; 'call': once the last call is over. */
  later?: Record<string, string>
  responses?: number
  /** The latest stands. */
  emailConsents?: { given: boolean; at: string }[]
  /** Ended calls in order of time; true: completed. */
  calls?: boolean[]
  routeByHand?: NonNullable<Lead['routeByHand']>['route']
}

const source = { channel: 'web', label: 'Web form' } as const

const fact = (day: string) => ({ event: 'event', stamp: `${day}T10:00:00.000Z-0000-test`, actor: 'test' })

const version = (value: FieldValue | null, day: string, reaskOn?: string): FieldVersion => ({
  ...fact(day),
  value,
  dated: true,
  source,
  ...(reaskOn === undefined ? {} : { reaskOn }),
})

export function leadOf(facts: LeadFacts, asOf = AS_OF): Lead {
  const fields: Lead['fields'] = {}
  for (const [id, answer] of Object.entries(facts.answers ?? {})) {
    const given = typeof answer === 'object' ? answer : { value: answer, day: asOf }
    fields[id as FieldId] = [version(given.value, given.day)]
  }
  for (const [id, reaskOn] of Object.entries(facts.declined ?? {})) {
    fields[id as FieldId] = [version(null, asOf, reaskOn)]
  }
  for (const [id, on] of Object.entries(facts.later ?? {})) {
    const later = on === 'call' ? ('call' as const) : ('day' as const)
    fields[id as FieldId] = [{ ...version(null, asOf, later === 'call' ? asOf : on), later }]
  }
  return {
    id: '019a0000-0000-7000-8000-000000000001',
    campaign: 'test',
    capturedAt: `${asOf}T09:00:00.000Z`,
    fields,
    responses: Array.from({ length: facts.responses ?? 0 }, () => ({
      ...fact(asOf),
      channel: 'web',
      label: '',
      at: null,
    })),
    calls: (facts.calls ?? []).map((completed, i) => callOf(i, completed, asOf)),
    callbacks: [],
    notes: [],
    consents: (facts.emailConsents ?? []).map((c, i) => ({
      ...fact(asOf),
      id: `consent-${i}`,
      for: 'email',
      basis: '',
      text: '',
      source: '',
      ...c,
    })),
    doNotCall: { given: [], lifted: [] },
    routeByHand:
      facts.routeByHand === undefined
        ? null
        : { ...fact(asOf), route: facts.routeByHand, reason: 'They know the owner' },
    skip: null,
    merges: [],
    keptApart: [],
    reinstated: [],
    returns: [],
    outcomes: [],
  }
}

function callOf(i: number, completed: boolean, asOf: string): Call {
  const minute = String(i).padStart(2, '0')
  return {
    id: `call-${i}`,
    actor: 'test',
    phone: '+17575550142',
    since: `${asOf}T08:${minute}:00.000Z-0000-test`,
    startedAt: `${asOf}T08:${minute}:00.000Z`,
    finishedAt: `${asOf}T08:${minute}:30.000Z`,
    disposition: completed ? 'spoke' : 'noAnswer',
    flags: {
      humanAnswered: completed,
      rightParty: completed,
      unworkable: false,
      doNotCall: false,
      completed,
    },
    stamp: `${asOf}T08:${minute}:30.000Z-0000-test`,
    event: 'event',
  }
}
