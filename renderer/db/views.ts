import type { Contact } from '../../shared/contact/contact.ts'
import type { FieldId } from '../../shared/lead/catalog.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import type { Decision, Explanation } from '../../shared/policy/decision.ts'
import type { Work } from '../../shared/policy/work.ts'
import type { Fault } from '../../shared/sync/faults.ts'
import type { LeadSnapshot, Stage } from '../../shared/sync/protocol.ts'

/** One line of a queue: what lists, sorting, counts and search need. Kept in memory for every lead; never the whole lead. */
export interface LeadRow {
  /** Of the lead's first part, by which commands and events name it. */
  id: string
  /** Ids of the leads that are merged into this one: its own first. */
  parts: readonly string[]
  name: string
  company: string
  jobTitle: string
  email: string
  /** E.164; '' without any. Where the row is mine: the number that may be dialed first. */
  phone: string
  /** Whether and when `phone` may be dialed; null where the row is not mine. */
  contact: Contact | null
  /** Ids of the reasons (InvalidReason) that make the lead invalid. */
  invalid: readonly string[]
  /** City and state or country, as shown. */
  place: string
  timeZone: string | null
  campaign: string
  owner: string | null
  /** Of the owner and stage, as central's commands expect it. */
  version: number
  stage: Stage
  route: RouteId
  decision: Decision['state']
  low: number
  expected: number
  high: number
  /** Open askable fields that can still change the route; the first of them is asked next. */
  missing: number
  asks: FieldId | null
  work: Work
  /** ISO instant at which something is to be done; '' when nothing is. */
  due: string
  attempts: number
  capturedAt: string
  /** True while this lead has events that central has not acknowledged. */
  pending: boolean
  /** What search looks through, without accents: a line each for name, company, e-mail, and the digits of both numbers. */
  search: string
}

/** What a queue began with when the desk was left: to look at while it opens. */
export interface Glance {
  /** ISO instant. */
  at: string
  /** How many leads the queue had. */
  count: number
  lines: readonly Pick<LeadRow, 'id' | 'name' | 'company' | 'route' | 'missing' | 'expected' | 'due'>[]
}

/** The lead on screen. */
export interface LeadView {
  row: LeadRow
  snapshot: LeadSnapshot
  explanation: Explanation
  /** Events of this lead that wait for central. */
  waiting: number
}

/** An event that central refused, kept until a person decides. */
export interface ParkedEvent {
  id: string
  leadId: string
  fault: Fault
  /** ISO instant. */
  parkedAt: string
  event: unknown
}

/** What the top bar says. */
export interface SyncStatus {
  connection: 'connecting' | 'online' | 'offline'
  /** ISO instant since when the connection is what it is. */
  since: string
  waiting: number
  parked: number
  lastSyncedAt: string | null
  /** Something the person must know or do: sign in again, update, storage damaged, both stores lost... */
  notice: { kind: 'signIn' | 'update' | 'storage' | 'loss' | 'error'; message: string } | null
}
