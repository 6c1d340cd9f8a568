import type { ContactGround } from '../../shared/contact/contact-of.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import type {
  Campaign,
  KnownPerson,
  LeadSnapshot,
  SuppressionList,
  TeamName,
} from '../../shared/sync/protocol.ts'
import type { Draft } from './draft.ts'
import type { List } from './memory/list.ts'
import type { LeadRow, LeadView, ParkedEvent } from './views.ts'

/**
 * The capability to look: screens and flows get it. It never writes. Merged leads are one lead with one row; the id of any of its
 * parts leads to it.
 */
export interface Reader {
  /** Every lead on this machine, merged ones once; the same list until something changes. */
  list(): List<LeadRow>
  /** The same as an array, which costs a copy of all of them after each change: for what looks at all of them anyway. */
  rows(): readonly LeadRow[]
  row(id: string): LeadRow | undefined
  /** Calls back after every change of rows, people, campaigns, policies or suppression lists; returns the way out. */
  subscribe(listener: () => void): () => void
  /** The lead on screen, with its explanation; null when it is not here, or was damaged and comes again. */
  lead(id: string): Promise<LeadView | null>
  /** The same at once, for a lead that is in memory whole, as one just read or changed is; else null. */
  leadAtHand(id: string): LeadView | null
  /** The lead alone, of all its parts. */
  snapshot(id: string): Promise<LeadSnapshot | null>
  /** Many of them, in portions and an order of its own: as they lie on the disk. What is not here is left out. */
  snapshots(ids: readonly string[]): AsyncIterable<readonly LeadSnapshot[]>
  /** The leads it was merged of, each as it stands alone, in the order of LeadRow.parts; empty when it is not here. */
  parts(id: string): Promise<readonly Lead[]>
  /** Ids of the leads here that share an identity (phone, e-mail, external id) with one of these keys. */
  withKeys(keys: readonly string[]): readonly string[]
  people(): readonly KnownPerson[]
  /** Those taken away, too: `active` says so. */
  teams(): readonly TeamName[]
  campaigns(): readonly Campaign[]
  /** The campaign's policy; the default one while central has sent none. */
  policy(campaign: string): Policy
  /** What contact rules are checked on for a campaign's leads. */
  ground(campaign: string): ContactGround
  suppressionLists(): readonly SuppressionList[]
  /** False until all entries of the lists came once, and after some were lost: who is on one is not known then. */
  listsKnown(): boolean
  parked(): Promise<ParkedEvent[]>
  /** Ids of leads that were erased on request while this desk was open; the same set until there are more. */
  erased(): ReadonlySet<string>
}

/** The capability to write: flows get it. Writes are serialised. */
export interface Transactor {
  /**
   * Resolves only once the events are in the outbox, the leads and the journal, each flushed to disk.
   * Rejects (SaveError) when any of them failed; then nothing is shown as changed.
   */
  commit(drafts: readonly Draft[]): Promise<void>
  /** Takes in leads that central granted outside a sync round (a lease from the pool). */
  adopt(snapshots: readonly LeadSnapshot[]): Promise<void>
  /** Parked events go back into the outbox. */
  retryParked(ids: readonly string[]): Promise<void>
  /** Parked events are given up, by a person's decision. */
  dismissParked(ids: readonly string[]): Promise<void>
}
