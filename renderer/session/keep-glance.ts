import type { Person } from '../../shared/sync/protocol.ts'
import type { DeskDatabase } from '../db/database/database.ts'
import { readGlance, writeGlance } from '../db/glance.ts'
import type { List } from '../db/memory/list.ts'
import type { Sealer } from '../db/seal/seal.ts'
import type { Store } from '../db/store.ts'
import type { Glance, LeadRow } from '../db/views.ts'
import type { Platform } from './platform.ts'

/** Work goes on meanwhile: what the next start shows first need not be of the last second. */
const PAUSE_MS = 3000

/** What an agent's queue began with. Of one who is no agent any more nothing is shown, and nothing stays. */
export async function lastGlance(db: DeskDatabase, sealer: Sealer, { role }: Person): Promise<Glance | null> {
  if (role === 'agent') return readGlance(db, sealer)
  await db.meta.delete('glance')
  return null
}

/** Keeps what the queue begins with; the last one told, a moment later. */
export function keepGlance(store: Store, later: Platform['later'], fail: (error: unknown) => void) {
  let queue: List<LeadRow> | null = null
  let callOff: (() => void) | null = null
  let closed = false
  const write = async () => {
    const last = queue
    callOff?.()
    callOff = null
    queue = null
    if (!last) return
    // Among the writers: what is erased meanwhile does not come back by it. Without it a start shows nothing for a moment.
    await store.serial(() => writeGlance(store, last)).catch(fail)
  }
  return {
    tell(rows: List<LeadRow>) {
      if (closed) return
      queue = rows
      callOff ??= later(PAUSE_MS, () => void write())
    },
    /** @param drop what was told last is not kept either */
    async close(drop = false) {
      closed = true
      if (drop) queue = null
      await write()
    },
  }
}
