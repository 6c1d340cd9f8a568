import { liveEdges } from '../../../shared/events/combine.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import type { PageRecord } from '../database/database.ts'
import { type Derived, derive, type Outlook } from '../memory/derive.ts'
import type { Sealer } from '../seal/seal.ts'
import { openPage } from '../stored/stored-leads.ts'

/** Another thread that derives what lies in pages. */
export interface Deriver {
  /** Rejects where its thread has failed. */
  derivePage(order: PageOrder): Promise<DerivedPage | 'damaged'>
  /** Calls under way, and any that still come, reject. */
  close(): void
}

export interface PageOrder {
  page: PageRecord
  /** Ids of its leads that stand for themselves. */
  live: readonly string[]
  /** Of these, such as are not to be derived alone. */
  joined: readonly string[]
  outlook: Outlook
  /** Epoch milliseconds. */
  now: number
}

export interface DerivedPage {
  derived: Derived[]
  /** The joined ones, and those that a merge starts from. */
  whole: LeadSnapshot[]
}

/** What follows from the live leads of a page for which nothing is pending. Rejects with DamageError. */
export async function derivePage(
  sealer: Sealer,
  { page, live, joined, outlook, now }: PageOrder,
): Promise<DerivedPage> {
  const isLive = new Set(live)
  const isJoined = new Set(joined)
  const result: DerivedPage = { derived: [], whole: [] }
  for (const snapshot of await openPage(sealer, page)) {
    const { lead } = snapshot
    if (!isLive.has(lead.id)) continue
    if (isJoined.has(lead.id) || liveEdges(lead).length > 0) result.whole.push(snapshot)
    else result.derived.push(derive([snapshot], snapshot, false, outlook, now))
  }
  return result
}
