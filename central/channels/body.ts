import type { LeadHandedOff, LeadTold, Mapped } from '../../shared/api/channels.ts'
import { CATALOG, labelOf } from '../../shared/lead/catalog.ts'
import { fieldValue, isDoNotCall, type Lead } from '../../shared/lead/lead.ts'
import { type HandOffChannel, ROUTE_LABELS, type RouteId } from '../../shared/lead/route.ts'
import type { CompiledPolicy } from '../../shared/policy/compile.ts'
import type { DimensionPoints } from '../../shared/policy/decision.ts'
import { explain } from '../../shared/policy/explain.ts'
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
      lead: leadTold(lead),
      route: { id: route, label: ROUTE_LABELS[route] },
      score: { low, high, expected },
      policyVersion,
      why: whyOf(compiled, lead, handOff.asOf),
      ...(mapping.length === 0 ? {} : { mapped: Object.fromEntries(mappedOf(mapping, from)) }),
    },
  }
}

/** A lead as webhooks are told of it. */
export function leadTold(lead: Lead): LeadTold {
  return {
    id: lead.id,
    campaign: lead.campaign,
    capturedAt: lead.capturedAt,
    fields: CATALOG.flatMap(({ id, label, kind }) => {
      const value = fieldValue(lead, id)
      if (value === null) return []
      return [{ field: id, label, value: kind === 'choice' ? labelOf(id, value) : value }]
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
