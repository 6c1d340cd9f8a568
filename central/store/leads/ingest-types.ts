import type { LeadEvent } from '../../../shared/events/event.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { Fault } from '../../../shared/sync/faults.ts'
import type { Stage, Verdict } from '../../../shared/sync/protocol.ts'
import type { JobSender } from '../../jobs/jobs.ts'
import type { Links } from '../../links/links.ts'
import type { MailSettings } from '../../mail/settings.ts'
import type { Db, Tx } from '../database/schema.ts'
import type { Origin } from '../feed.ts'
import type { KnownStates } from './known-states.ts'
import type { PolicyBook } from './policies.ts'
import type { Written } from './write-leads.ts'

export interface IngestDeps {
  db: Db
  policies: PolicyBook
  states: KnownStates
  jobs: JobSender
  links: Links
  mail: MailSettings
}

/** A lead as it was locked, or as it is about to be made. */
export interface HeldLead {
  id: string
  /** The lead it is shown as. */
  component: string
  owner: string | null
  stage: Stage
  version: number
  assignedAt: string
  change: number
  state: Lead
}

/** Of batches that are applied together. */
export interface Together extends Pick<Batch, 'now' | 'ownerOfNew'> {
  /** The devices whose rounds they are. */
  by: readonly Origin[]
}

/** What becomes of an event that is judged here; only devices' events can be kept apart before. */
export type IngestVerdict = Exclude<Verdict, { verdict: 'quarantined' }>

export interface Batch {
  /** Already parsed by `leadEvent`. Verdicts come back in the same order. */
  events: readonly LeadEvent[]
  /** Central's clock, epoch milliseconds. */
  now: number
  /** Central's clock when the events came, where that was earlier: their stamps are judged by it. */
  cameAt?: number
  /** The device whose round it is, and which takes the changes in with its answer: it is not told of them. */
  by?: Origin
  /** Told of the leads as they were written, those of others' rounds with which they were applied among them, at each try: the last holds, once it is committed. */
  wrote?(written: Written): void
  /** Who gets a lead that this batch captures: a person's id, or null for the pool. */
  ownerOfNew(capture: LeadEvent): string | null
  /** Asked inside the transaction once the components are locked: null lets the event in. Left out: all are let in. */
  permits?(tx: Tx, leads: ReadonlyMap<string, HeldLead>): Promise<(event: LeadEvent) => Fault | null>
  /** Told, inside the transaction, what is applied, with the components as they were. */
  applies?(tx: Tx, leads: ReadonlyMap<string, HeldLead>, applied: readonly LeadEvent[]): Promise<void>
}
