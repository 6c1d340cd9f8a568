import { type Contact, opensAt } from '../../shared/contact/contact.ts'

/** What is shown is as old as the clock's last tick, a contact as young as its lead's last change or central's answer: openings this near have begun. */
const TICK_MS = 20_000

/** From when the number may be dialed: `at` (ISO) itself when it may be now, null when no time is known. */
export function opensFrom(contact: Contact, at: string): string | null {
  const from = opensAt(contact, at)
  return from !== null && Date.parse(from) - Date.parse(at) <= TICK_MS ? at : from
}
