import type { FieldId, FieldValue } from './catalog.ts'
import type { RouteId } from './route.ts'

/**
 * A lead as folded from its events: plain JSON, the same on every replica whatever order the events came in.
 * Lists are sorted (by stamp, then event id) so that equal leads are equal byte for byte.
 */
export interface Lead {
  id: string
  campaign: string
  /** Instant (ISO) of the earliest response, or of the capture where no response is dated. */
  capturedAt: string
  fields: Partial<Record<FieldId, FieldVersion[]>>
  responses: Response[]
  calls: Call[]
  callbacks: Callback[]
  notes: Note[]
  consents: Consent[]
  /** Do-not-call given and lifted, by stamp: sticky until a lift later than every giving. */
  doNotCall: { given: Fact[]; lifted: (Fact & { reason: string })[] }
  routeByHand: (Fact & { route: RouteId | null; reason: string }) | null
  skip: (Fact & { until: string; reason: string }) | null
  merges: Merge[]
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

export interface Call {
  id: string
  actor: string
  phone: string
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
}

export interface Merge extends Fact {
  id: string
  other: string
  undone: Fact | null
}

/** The value that stands for a field; null while it is open (missing, declined or withdrawn). */
export function fieldValue(lead: Lead, id: FieldId): FieldValue | null {
  return lead.fields[id]?.[0]?.value ?? null
}

/** True while the person is not to be called. */
export function isDoNotCall(lead: Lead): boolean {
  const { given, lifted } = lead.doNotCall
  const last = given.at(-1)
  return last !== undefined && !lifted.some((l) => l.stamp > last.stamp)
}
