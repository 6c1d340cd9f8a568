import type { Change } from '../store/change.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { Tx } from '../store/schema.ts'

/** Starts and stops the clocks of leads in the call center's queues, after what changed of them. */
export async function noteLeadClocks(
  _tx: Tx,
  _deps: IngestDeps,
  _changes: readonly Change[],
  _now: number,
): Promise<void> {}

/** Starts and stops the clocks of hand-offs that were made or changed (ids). */
export async function noteHandOffClocks(
  _tx: Tx,
  _deps: IngestDeps,
  _handOffs: readonly string[],
  _now: number,
): Promise<void> {}
