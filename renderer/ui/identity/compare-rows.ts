import { combine } from '../../../shared/events/combine.ts'
import type { Field, FieldId } from '../../../shared/lead/catalog.ts'
import type { FieldVersion, Lead } from '../../../shared/lead/lead.ts'
import { fieldsOf } from '../../../shared/policy/own-fields.ts'
import type { Policy } from '../../../shared/policy/policy.ts'

export type Side = 'left' | 'right'

/** One field of two leads side by side. */
export interface CompareRow {
  field: Field
  left: FieldVersion | undefined
  right: FieldVersion | undefined
  kind: 'differs' | 'onlyOne' | 'same'
  /** Whose value will stand once the two are one lead; null: none does, since the latest word was that the person would not say. */
  stands: Side | null
}

const KINDS = ['differs', 'onlyOne', 'same'] as const

/** The fields that either lead says something of: those that differ first, each kind in the order of the catalog, the campaign's own after it. */
export function compareRows(left: Lead, right: Lead, policy: Policy): CompareRow[] {
  const merged = combine([left, right])
  const rows = fieldsOf(policy, left, right).flatMap((field): CompareRow[] => {
    const id = field.id as FieldId
    const [l, r] = [left.fields[id]?.[0], right.fields[id]?.[0]]
    if (field.derived || !(l || r)) return []
    const top = merged.fields[id]?.[0]
    const values = [l?.value ?? null, r?.value ?? null]
    if (values.every((v) => v === null)) return []
    const kind = values[0] === values[1] ? 'same' : values.includes(null) ? 'onlyOne' : 'differs'
    const stands = top?.value == null ? null : top.event === l?.event ? 'left' : 'right'
    return [{ field, left: l, right: r, kind, stands }]
  })
  return KINDS.flatMap((kind) => rows.filter((row) => row.kind === kind))
}

/** What else is known of a lead, counted. */
export const countsOf = (lead: Lead) => ({
  responses: lead.responses.length,
  calls: lead.calls.length,
  callbacks: lead.callbacks.filter((c) => c.closed === null).length,
  notes: lead.notes.filter((n) => n.text.trim() !== '').length,
  consents: lead.consents.length,
})
