/** Whether, and when, a person may be called: the shapes that desk and central share. The rules are data (rules.ts). */

/** One rule that forbids. `text` says it in words an agent can repeat to a person. */
export interface ContactReason {
  kind:
    | 'doNotCall'
    | 'suppressed'
    | 'consent'
    | 'noNumber'
    | 'invalid'
    | 'hours'
    | 'holiday'
    | 'attempts'
    | 'recycle'
    | 'unknownZone'
  text: string
  /** Where the rule stands: '47 CFR 64.1200(c)(1)', 'campaign', a list's name. */
  source: string
  /** ISO instant from which this reason no longer holds; null: it does not end by itself. */
  until: string | null
}

/** Half-open, ISO instants. */
export interface Opening {
  from: string
  to: string
}

/** What is known, at one instant, of calling one number of one lead. */
export interface Contact {
  /** E.164; '' when the lead has none. */
  number: string
  /** Reasons that no hour of the day lifts. Empty when the number may be dialed at some time. */
  barred: ContactReason[]
  /** When the number may be dialed in the 14 days from the instant asked, ascending and disjoint; empty when barred. */
  openings: Opening[]
  /** The zones the person may be in; with more than one, hours must suit all of them. */
  zones: readonly string[]
  /** What must be said before a call is recorded there; '' where nothing must. */
  recordingNotice: string
}

/** True while the number may be dialed. `now`: ISO instant within 14 days of the contact's own. */
export function isOpen({ openings }: Contact, now: string): boolean {
  return openings.some((o) => o.from <= now && now < o.to)
}

/** The instant from which the number may be dialed: `now` while it may, null when no opening is known. */
export function opensAt({ openings }: Contact, now: string): string | null {
  const next = openings.find((o) => now < o.to)
  return next ? (next.from <= now ? now : next.from) : null
}
