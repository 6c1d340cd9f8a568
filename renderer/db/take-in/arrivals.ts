import { liveEdges } from '../../../shared/events/combine.ts'
import type { LeadSnapshot, SyncResponse } from '../../../shared/sync/protocol.ts'
import type { PageRecord } from '../database/database.ts'
import { type Derived, derive, type Outlook } from '../memory/derive.ts'
import type { Sealer } from '../seal/seal.ts'
import { sealPage, upToDate } from '../stored/stored-leads.ts'

/** Leads of an answer that another thread holds, so that the screen's has only to take in what follows from them. */
export interface Arrivals {
  /** Of leads that no merge starts from, in the order of the answer. */
  ids: readonly string[]
  whole(ids: readonly string[]): Promise<LeadSnapshot[]>
  /** Derives and seals some of them, for which nothing is pending, as one page. */
  pack(order: PackOrder): Promise<Packed>
}

export interface PackOrder {
  ids: readonly string[]
  page: Pick<PageRecord, 'id' | 'generation'>
  outlook: Outlook
  /** Epoch milliseconds. */
  now: number
}

export interface Packed {
  derived: Derived[]
  page: PageRecord
}

/** An answer of central. `arrivals`: leads beside those in `changes`. */
export interface SyncAnswer extends SyncResponse {
  arrivals?: Arrivals
}

/** Fewer leads are not worth being held. */
const MANY = 100

/** What the thread that holds leads does: what is left is the answer. */
export function holdArrivals(
  response: SyncResponse,
  sealer: Sealer,
  many = MANY,
): { rest: SyncResponse; arrivals: Arrivals | null } {
  const { changes } = response
  if (changes.leads.length < many) return { rest: response, arrivals: null }
  const joined: LeadSnapshot[] = []
  const held = new Map<string, LeadSnapshot>()
  for (const snapshot of changes.leads) {
    if (liveEdges(snapshot.lead).length > 0) joined.push(snapshot)
    else held.set(snapshot.lead.id, upToDate(snapshot))
  }
  const some = (ids: readonly string[]) => ids.map((id) => held.get(id)!)
  return {
    rest: { ...response, changes: { ...changes, leads: joined } },
    arrivals: {
      ids: [...held.keys()],
      whole: async (ids) => some(ids),
      async pack({ ids, page, outlook, now }) {
        const leads = some(ids)
        const sealed = sealPage(sealer, page.id, page.generation, leads)
        const derived = leads.map((s) => derive([s], s, false, outlook, now))
        return { derived, page: await sealed }
      },
    },
  }
}
