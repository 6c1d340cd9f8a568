import type { ByField, FieldId, FieldValue } from './catalog.ts'
import type { Outcome, ReturnReason } from './hand-off.ts'
import type { RouteId } from './route.ts'

/**
 * A lead as folded from its events: plain JSON, the same on every replica whatever order the events came in.
 * Lists are sorted (by stamp, then event id) so that equal leads are equal byte for byte. Of merged leads each is folded by itself, a
 * part; what people see is their combination (shared/events/combine.ts), of the same shape.
 */
export interface Lead {
  id: string
  /** Of the first capture; '' while only later events of the lead are known. */
  campaign: string
  /** Instant (ISO) of the earliest dated response, else of the first capture; '' while none is known. */
  capturedAt: string
  fields: ByField<FieldVersion[]>
  responses: Response[]
  calls: Call[]
  callbacks: Callback[]
  notes: Note[]
  consents: Consent[]
  /** Do-not-call given and lifted: sticky until a lift, or a proven consent to calls, later than every giving. */
  doNotCall: { given: Fact[]; lifted: (Fact & { reason: string })[] }
  routeByHand: (Fact & { route: RouteId | null; reason: string }) | null
  skip: (Fact & { until: string; reason: string }) | null
  merges: Merge[]
  /** Leads that a person found to be somebody else. */
  keptApart: (Fact & { other: string })[]
  /** Reasons of invalidity that a person set aside. */
  reinstated: (Fact & { reasons: string[]; reason: string })[]
  /** Hand-offs that their receivers sent back. */
  returns: Return[]
  /** What came of hand-offs; the latest of a hand-off stands. */
  outcomes: RecordedOutcome[]
  /** Left out while nothing was taken back. */
  takenBack?: TakenBack
}

/** Responses that were taken back, and what does not count while the lead has another one (shared/events/take-back.ts). */
export interface TakenBack {
  by: (Fact & { response: string; with: string[]; reason: string })[]
  hidden: Pick<Lead, 'responses' | 'fields' | 'consents' | 'notes'>
}

/** Where something comes from: the event, who caused it, and when by the hybrid clock. */
export interface Fact {
  event: string
  stamp: string
  actor: string
}

/** One value a field has had. The first of a field's versions stands; the others are its history. */
export interface FieldVersion extends Fact {
  /** null: the person declined, or the value was withdrawn; the field is open. */
  value: FieldValue | null
  /** ISO day from which a declined field may be asked again. */
  reaskOn?: string
  /** They did not refuse, they will tell: once the call in which it was said is over, or from `reaskOn` on. */
  later?: 'call' | 'day'
  /** What the person said beside the choice, in their words. */
  words?: string
  /** The event that this version takes back. Both stand behind all others. */
  undoes?: string
  /** False for an imported value without a date of its own: it only ever fills a blank. */
  dated: boolean
  source: Source
}

export interface Source {
  channel: Channel
  /** In words, as shown beside the value: 'Expo scan, booth 214', 'leads.csv line 12'. */
  label: string
}

export const CHANNELS = ['web', 'expo', 'email', 'phone', 'partner', 'import', 'desk', 'derived'] as const
export type Channel = (typeof CHANNELS)[number]

/** One time the person responded, through whatever channel. */
export interface Response extends Fact {
  channel: Channel
  label: string
  /** ISO instant of the response; null when the source gave none. */
  at: string | null
}

export interface DispositionFlags {
  humanAnswered: boolean
  rightParty: boolean
  unworkable: boolean
  doNotCall: boolean
  completed: boolean
}

/** Calls stand in the order of `since`. `actor`, `phone` and `startedAt` are '' while the call's start is not known. */
export interface Call {
  id: string
  actor: string
  phone: string
  /** The smallest stamp of the call's events: when it began by the hybrid clock, whatever is amended later. */
  since: string
  /** ISO instants. */
  startedAt: string
  finishedAt: string | null
  /** null while the call runs, or when its end was never recorded. */
  disposition: string | null
  flags: DispositionFlags | null
  /** The stamp and event of the disposition that stands (an amendment later than the finish wins). */
  stamp: string
  event: string
}

/** While only its closing is known, a callback is a shell: `closed` is set and every text is ''. */
export interface Callback extends Fact {
  id: string
  /** ISO instant. */
  at: string
  whose: 'mine' | 'anyone'
  agent: string
  note: string
  closed: (Fact & { outcome: 'done' | 'cancelled' }) | null
}

export interface Note extends Fact {
  id: string
  text: string
}

export interface Consent extends Fact {
  id: string
  for: 'phone' | 'email'
  given: boolean
  basis: string
  text: string
  /** ISO instant at which it was given or withdrawn. */
  at: string
  /** Where it can be proven; '' where nobody said. */
  source: string
}

export interface Return extends Fact {
  handOff: string
  /** By which the lead had gone there. */
  route: RouteId
  reason: ReturnReason
  note: string
}

export interface RecordedOutcome extends Fact {
  handOff: string
  outcome: Outcome
  /** In units of the currency; null: not said. */
  value: number | null
  /** ISO 4217; '' without a value. */
  currency: string
  reason: string
  /** ISO instant. */
  at: string
}

/** While only its undoing is known, a merge is a shell: `undone` is set and every text is ''. */
export interface Merge extends Fact {
  id: string
  other: string
  undone: Fact | null
}

/** The value that stands for a field; null while it is open (missing, declined or withdrawn). */
export function fieldValue(lead: Lead, id: FieldId): FieldValue | null {
  return lead.fields[id]?.[0]?.value ?? null
}

/** Order of facts: by stamp, then by event id. Below zero when `a` is the earlier one. */
export function compareFacts(a: Pick<Fact, 'event' | 'stamp'>, b: Pick<Fact, 'event' | 'stamp'>): number {
  if (a.stamp !== b.stamp) return a.stamp < b.stamp ? -1 : 1
  return a.event < b.event ? -1 : a.event > b.event ? 1 : 0
}

/**
 * True for a consent to calls that takes a do-not-call back: with the person's words and a proof, and given since. An earlier one that
 * only came to be known later lifts nothing.
 */
export function isProven(
  lead: Lead,
  { for: purpose, given, text, source, at }: Omit<Consent, keyof Fact | 'id'>,
): boolean {
  // To the minute, as people state it; a stamp begins with its instant.
  const asked = lead.doNotCall.given.at(-1)?.stamp.slice(0, 16) ?? ''
  return (
    purpose === 'phone' && given && text.trim() !== '' && source.trim() !== '' && at.slice(0, 16) >= asked
  )
}

/** What takes a do-not-call back: a supervisor's lift, or a proven consent to calls. */
export function doNotCallLifts(lead: Lead): Fact[] {
  return [...lead.doNotCall.lifted, ...lead.consents.filter((c) => isProven(lead, c))]
}

/** True while the person is not to be called. */
export function isDoNotCall(lead: Lead): boolean {
  const last = lead.doNotCall.given.at(-1)
  return last !== undefined && !doNotCallLifts(lead).some((lift) => compareFacts(lift, last) > 0)
}
