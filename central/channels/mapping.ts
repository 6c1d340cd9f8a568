import type { Mapped, MappedExtra } from '../../shared/api/channels.ts'
import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { ROUTE_LABELS } from '../../shared/lead/route.ts'
import { valueLabelIn } from '../../shared/policy/own-fields.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import type { HandedOff } from './body.ts'
import type { DealtTo } from './recipients.ts'

/** What a mapping takes its values from. */
export interface MappedFrom {
  lead: Lead
  handOff: HandedOff
  owner: DealtTo | null
}

/** A mapping's names and values, in its order; null: not known. `policy`: under which the lead was handed off. */
export function mappedOf(
  mapping: readonly Mapped[],
  from: MappedFrom,
  policy: Policy,
): [string, FieldValue | null][] {
  return mapping.map((line) => [line.name, valueOfLine(line, from, policy)])
}

function valueOfLine({ field, constant, as }: Mapped, from: MappedFrom, policy: Policy): FieldValue | null {
  if (field === undefined) return constant ?? null
  if (isExtra(field)) return EXTRAS[field](from, as)
  const value = fieldValue(from.lead, field)
  if (value === null || as === 'id' || typeof value === 'number') return value
  return valueLabelIn(policy, field, value)
}

const EXTRAS: Record<MappedExtra, (from: MappedFrom, as: Mapped['as']) => FieldValue | null> = {
  handOff: ({ handOff }) => handOff.id,
  lead: ({ lead }) => lead.id,
  campaign: ({ lead }) => lead.campaign,
  route: ({ handOff }, as) => (as === 'id' ? handOff.route : ROUTE_LABELS[handOff.route]),
  score: ({ handOff }) => handOff.expected,
  owner: ({ owner }) => owner?.name ?? null,
  ownerEmail: ({ owner }) => owner?.email ?? null,
  capturedAt: ({ lead }) => lead.capturedAt || null,
  decidedAt: ({ handOff }) => handOff.at,
}

const isExtra = (field: FieldId | MappedExtra): field is MappedExtra => field in EXTRAS
