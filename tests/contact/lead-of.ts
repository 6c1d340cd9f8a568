import type { ContactGround } from '../../shared/contact/contact-of.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { leadOf } from '../policy/lead-of.ts'

/** What a case of tests/vectors/contact-cases.json says; instants with any offset. */
export interface ContactFacts {
  facts: Record<string, string>
  number: string
  /** Calls that ended as they began. `inbound`: the person rang. */
  calls?: { at: string; outcome: string; inbound?: boolean }[]
  callbacks?: { promised: string; at: string }[]
  responses?: string[]
  /** When a receiver sent the lead back. */
  returned?: string
  /** Consents to calls in order of time; false: a refusal, which is a do-not-call, too. */
  consents?: boolean[]
  doNotCall?: boolean
  lifted?: boolean
  /** The name of a list that holds `listed`, else the number. */
  suppressed?: string
  listed?: string
  campaign?: Policy['contact']
}

export const iso = (at: string): string => new Date(at).toISOString()
const stampOf = (at: string) => `${iso(at)}-0000-test`
const fact = (at: string) => ({ event: 'event', stamp: stampOf(at), actor: 'test' })

const LONG_AGO = '2020-01-01T10:00:00Z'
const THEN = '2020-01-02T10:00:00Z'

export function contactLead(c: Omit<ContactFacts, 'number'>): Lead {
  const given = (c.consents ?? []).flatMap((yes, i) => (yes ? [] : [fact(`2020-01-01T1${i}:00:00Z`)]))
  return {
    ...leadOf({ answers: { email: 'ann@acme.example', ...c.facts } }, '2020-01-01'),
    responses: (c.responses ?? []).map((at) => ({ ...fact(at), channel: 'web', label: '', at: iso(at) })),
    returns: c.returned
      ? [{ ...fact(c.returned), handOff: 'hand-off', route: 'hot', reason: 'noBudget', note: '' }]
      : [],
    calls: (c.calls ?? []).map(({ at, outcome, inbound }, i) => ({
      id: `call-${i}`,
      actor: 'test',
      phone: inbound ? '' : '+12025550100',
      since: stampOf(at),
      startedAt: iso(at),
      finishedAt: iso(at),
      disposition: outcome,
      flags: DEFAULT_POLICY.dispositions.find((d) => d.id === outcome)!.flags,
      stamp: stampOf(at),
      event: 'event',
    })),
    callbacks: (c.callbacks ?? []).map(({ promised, at }, i) => ({
      ...fact(promised),
      id: `callback-${i}`,
      at: iso(at),
      whose: 'mine',
      agent: 'test',
      note: '',
      closed: null,
    })),
    consents: (c.consents ?? []).map((yes, i) => ({
      ...fact(`2020-01-01T1${i}:00:00Z`),
      id: `consent-${i}`,
      for: 'phone',
      given: yes,
      basis: 'consent',
      text: '',
      at: iso(LONG_AGO),
      source: '',
    })),
    doNotCall: {
      given: c.doNotCall ? [...given, fact(LONG_AGO)] : given,
      lifted: c.lifted ? [{ ...fact(THEN), reason: 'They asked for it' }] : [],
    },
  }
}

export function groundOf(
  c: Pick<ContactFacts, 'number' | 'campaign' | 'suppressed' | 'listed'>,
): ContactGround {
  const { contact: _, ...law } = DEFAULT_POLICY
  const policy = c.campaign ? { ...law, contact: c.campaign } : law
  const listed = suppressionKey('phone', c.listed ?? c.number)
  return { policy, suppressedBy: (key) => (c.suppressed && key === listed ? c.suppressed : null) }
}
