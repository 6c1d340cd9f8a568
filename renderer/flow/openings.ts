import { type Contact, opensAt } from '../../shared/contact/contact.ts'
import { NEVER } from './lists/look.ts'

/** What is shown is as old as the clock's last tick, a contact as young as its lead's last change or central's answer: openings this near have begun. */
const TICK_MS = 20_000

/** From when the number may be dialed: `at` (ISO) itself when it may be now, null when no time is known. */
export function opensFrom(contact: Contact, at: string): string | null {
  const from = opensAt(contact, at)
  return from !== null && Date.parse(from) - Date.parse(at) <= TICK_MS ? at : from
}

/** The next moment, that one or later, from which `opensFrom` may see it otherwise (ISO instant). */
export function opensUntil(contact: Contact, at: string): string {
  const next = contact.openings.find((o) => at < o.to)
  if (!next) return NEVER
  if (next.from <= at) return next.to
  const soon = new Date(Date.parse(next.from) - TICK_MS).toISOString()
  return soon >= at ? soon : next.from
}
