import type { IngestDeps } from '../store/ingest-types.ts'
import type { MadeHandOff } from '../store/made-hand-off.ts'
import type { Tx } from '../store/schema.ts'

export interface Dealt {
  team: string | null
  owner: string | null
}

/** Finds a receiver for each hand-off, within its own transaction. By hand-off id. */
export async function dealHandOffs(
  _tx: Tx,
  _deps: IngestDeps,
  _made: readonly MadeHandOff[],
  _now: number,
): Promise<Map<string, Dealt>> {
  return new Map()
}
