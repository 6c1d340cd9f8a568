import type { SyncRequest, SyncResponse } from '../../shared/sync/protocol.ts'
import type { FaultError } from '../db/errors.ts'
import type { DeskContext } from '../db/memory/policy-book.ts'
import type { Lists } from '../db/memory/suppression-book.ts'
import type { PageOrder } from '../db/refresh/derive-page.ts'
import type { PackOrder } from '../db/take-in/arrivals.ts'

/** What the page and its pulling worker say to each other, after the key, which comes first. */
export type PullRequest =
  /** What leads are derived in the light of from now on. */
  { op: 'outlook'; context: DeskContext; lists: Lists; me: string } | ({ call: number } & PullCall)

export type PullCall =
  | { op: 'ask'; body: SyncRequest }
  /** `answer`: the number that `Asked` gave. */
  | { op: 'whole'; answer: number; ids: readonly string[] }
  | ({ op: 'pack'; answer: number } & Omit<PackOrder, 'outlook'>)
  /** Made: DerivedPage, or 'damaged'. */
  | ({ op: 'derive' } & Omit<PageOrder, 'outlook'>)

export interface Asked {
  rest: SyncResponse
  /** Leads that the worker holds of it. */
  held: { answer: number; ids: readonly string[] } | null
}

export type PullAnswer = { call: number } & (
  | { ok: true; made: unknown }
  | { ok: false; message: string; fault: Pick<FaultError, 'fault' | 'unreached' | 'errors'> | null }
)
