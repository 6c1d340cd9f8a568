import type { LeadRow } from '../../db/views.ts'

/** Who else the open lead may be, and what it was merged from: one quiet line, or nothing. */
export function LeadIdentity({ row }: { row: LeadRow }) {
  return <div hidden data-identity={row.id} />
}
