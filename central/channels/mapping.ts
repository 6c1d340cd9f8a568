import type { Mapped, MappedExtra } from '../../shared/api/channels.ts'
import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import { labelOf } from '../../shared/lead/catalog.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { ROUTE_LABELS } from '../../shared/lead/route.ts'
import type { HandedOff } from './body.ts'
import type { DealtTo } from './recipients.ts'

/** What a mapping takes its values from. */
export interface MappedFrom {
  lead: Lead
  handOff: HandedOff
  owner: DealtTo | null
}

/** A mapping's names and values, in its order; null: not known. */
export function mappedOf(mapping: readonly Mapped[], from: MappedFrom): [string, FieldValue | null][] {
  return mapping.map((line) => [line.name, valueOfLine(line, from)])
}

function valueOfLine({ field, constant, as }: Mapped, from: MappedFrom): FieldValue | null {
  if (field === undefined) return constant ?? null
  if (isExtra(field)) return EXTRAS[field](from, as)
  const value = fieldValue(from.lead, field)
  return value === null || as === 'id' ? value : typeof value === 'number' ? value : labelOf(field, value)
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
