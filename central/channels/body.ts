import type { LeadHandedOff, LeadTold, Mapped } from '../../shared/api/channels.ts'
import { type FieldId, valueLabel } from '../../shared/lead/catalog.ts'
import { fieldValue, isDoNotCall, type Lead } from '../../shared/lead/lead.ts'
import { type HandOffChannel, ROUTE_LABELS, type RouteId } from '../../shared/lead/route.ts'
import type { CompiledPolicy } from '../../shared/policy/compile.ts'
import type { DimensionPoints } from '../../shared/policy/decision.ts'
import { explain } from '../../shared/policy/explain.ts'
import { fieldsOf } from '../../shared/policy/own-fields.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { type MappedFrom, mappedOf } from './mapping.ts'

export interface HandedOff {
  id: string
  route: RouteId
  channel: HandOffChannel
  policyVersion: number
  low: number
  high: number
  expected: number
  asOf: string
  at: string
}

/** What a channel is told of a hand-off: the lead as it was at that moment. */
export function bodyOf(
  from: MappedFrom,
  mapping: readonly Mapped[],
  compiled: CompiledPolicy,
): LeadHandedOff {
  const { lead, handOff } = from
  const { id, channel, route, low, high, expected, policyVersion } = handOff
  return {
    type: 'lead.handedOff',
    timestamp: handOff.at,
    data: {
      handOff: { id, channel },
      lead: leadTold(lead, compiled.policy),
      route: { id: route, label: ROUTE_LABELS[route] },
      score: { low, high, expected },
      policyVersion,
      why: whyOf(compiled, lead, handOff.asOf),
      ...(mapping.length === 0
        ? {}
        : { mapped: Object.fromEntries(mappedOf(mapping, from, compiled.policy)) }),
    },
  }
}

/** A lead as webhooks are told of it, its campaign's own fields included. */
export function leadTold(lead: Lead, policy: Policy): LeadTold {
  return {
    id: lead.id,
    campaign: lead.campaign,
    capturedAt: lead.capturedAt,
    fields: fieldsOf(policy, lead).flatMap((field) => {
      const value = fieldValue(lead, field.id as FieldId)
      if (value === null) return []
      const told = typeof value === 'number' ? value : valueLabel(field, value)
      return [{ field: field.id, label: field.label, value: told }]
    }),
    responses: lead.responses.map(({ channel, label, at }) => ({ channel, label, at })),
    notes: lead.notes.map(({ text, actor }) => ({ text, by: actor })),
    consents: lead.consents.map((c) => ({ for: c.for, given: c.given, basis: c.basis, at: c.at })),
    doNotCall: isDoNotCall(lead),
  }
}

function whyOf(compiled: CompiledPolicy, lead: Lead, asOf: string): string[] {
  const { because, dimensions } = explain(compiled, lead, asOf)
  return [because, ...dimensions.map(pointsOf)].filter((text) => text !== '')
}

const pointsOf = ({ label, low, high }: DimensionPoints): string =>
  `${label}: ${low === high ? low : `${low} to ${high}`} points`
