import type { Change } from './change.ts'
import type { Tx } from './schema.ts'

/** Keeps the likely duplicates of changed leads. */
export async function noteLikely(_tx: Tx, _changes: readonly Change[], _now: number): Promise<void> {}
