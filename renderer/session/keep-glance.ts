import { writeGlance } from '../db/glance.ts'
import type { Store } from '../db/store.ts'
import type { LeadRow } from '../db/views.ts'
import type { Platform } from './platform.ts'

/** Work goes on meanwhile: what the next start shows first need not be of the last second. */
const PAUSE_MS = 3000

/** Keeps what the queue begins with; the last one told, a moment later. */
export function keepGlance(store: Store, later: Platform['later'], fail: (error: unknown) => void) {
  let queue: readonly LeadRow[] | null = null
  let callOff: (() => void) | null = null
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
    tell(rows: readonly LeadRow[]) {
      queue = rows
      callOff ??= later(PAUSE_MS, () => void write())
    },
    close: write,
  }
}
