import type { Store } from '../store.ts'
import { dropClosedBefore } from '../stored/closed-today.ts'
import { readParts } from '../stored/rebase.ts'
import { refreshRows } from './refresh-rows.ts'

/** From here on reading everything in order is faster than reading each where it lies, and needs less memory. */
const MANY = 500

/**
 * Derives the rows anew that do not hold at this moment: a skip has ended, the day has changed, or the clock was corrected. Resolves to
 * false when there are none.
 */
export async function refreshOutdated(store: Store): Promise<boolean> {
  const { replica } = store
  const outdated = await replica.outdated()
  if (outdated.length === 0) return false
  if (outdated.length > MANY) await refreshRows(store)
  else
    replica.put(
      await readParts(
        store,
        outdated.flatMap((id) => replica.partIds(id)),
      ),
    )
  await dropClosedBefore(store)
  return true
}
