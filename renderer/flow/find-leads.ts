import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'

/** Leads whose name, company or e-mail holds every word, or whose phone holds the digits: '0757 555' finds +1 757 555 0142. */
export function findLeads(desk: Desk, text: string, limit = 50): LeadRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const digits = /^[\d\s()+./-]+$/.test(text) ? text.replace(/\D/g, '').replace(/^0+/, '') : ''
  const holds =
    digits.length >= 3
      ? (row: LeadRow) => row.search.includes(digits)
      : (row: LeadRow) => words.every((w) => row.search.includes(w))
  const found: LeadRow[] = []
  for (const row of desk.reader.rows()) {
    if (holds(row)) found.push(row)
    if (found.length === limit) break
  }
  return found
}
