import type { Change } from '../store/change.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { MadeHandOff } from '../store/made-hand-off.ts'
import type { Tx } from '../store/schema.ts'

/** Enrols the leads of new hand-offs in the nurture campaigns of their routes. */
export async function enrol(
  _tx: Tx,
  _deps: IngestDeps,
  _made: readonly MadeHandOff[],
  _now: number,
): Promise<void> {}

/** After leads changed: those that left nurture leave its campaigns; those that gave consent are mailed again. */
export async function noteNurture(
  _tx: Tx,
  _deps: IngestDeps,
  _changes: readonly Change[],
  _now: number,
): Promise<void> {}
