import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'

/**
 * Leads with every word of the text where a word begins in name, company or the local part of the e-mail, or whose phone holds the
 * digits: '0757 555' finds +1 757 555 0142. From its @ on, an address's domain counts, too: '@harbor'.
 */
export function findLeads(desk: Desk, text: string, limit = 50): LeadRow[] {
  const meant = matcher(text)
  const found: LeadRow[] = []
  if (!meant) return found
  for (const row of desk.reader.rows()) {
    if (meant(row.search)) found.push(row)
    if (found.length === limit) break
  }
  return found
}

/** Whether a row's `search` is meant by a text; null: nothing to look for was typed. */
export function matcher(text: string): ((search: string) => boolean) | null {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return null
  const digits = /^[\d\s()+./-]+$/.test(text) ? text.replace(/\D/g, '').replace(/^0+/, '') : ''
  if (digits.length >= 3) return (search) => search.includes(digits)
  return (search) => words.every((w) => hasWord(search, w))
}

function hasWord(search: string, word: string): boolean {
  for (let at = search.indexOf(word); at !== -1; at = search.indexOf(word, at + 1))
    if (beginsAt(search, at, word)) return true
  return false
}

/** Between letters no word begins, but in scripts that have no spaces; in an address none does after the @. */
function beginsAt(search: string, at: number, word: string): boolean {
  if (word.startsWith('@')) return true
  const inDomain = search.lastIndexOf('@', at - 1) > search.lastIndexOf('\n', at)
  return !inDomain && (at === 0 || word >= '\u2e80' || !LETTER.test(search.charAt(at - 1)))
}

const LETTER = /[\p{L}\p{N}]/u
