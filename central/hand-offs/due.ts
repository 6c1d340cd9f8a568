import type { HandOff } from '../../shared/api/hand-offs.ts'
import type { Db, Tx } from '../store/schema.ts'

/** What is to be done next about hand-offs, and until when; those that nothing has a limit for are left out. By hand-off id. */
export async function dueOf(
  _db: Db | Tx,
  _handOffs: readonly string[],
): Promise<Map<string, NonNullable<HandOff['due']>>> {
  return new Map()
}
