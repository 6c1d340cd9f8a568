import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import { inSlices } from '../memory/slices.ts'
import { type Store, snapshotOf } from '../store.ts'
import { readStored } from './stored-leads.ts'

/** Leads read at a time that lie in no page. */
const ALONE = 100

/** Leads in portions to read: those that lie in one page together, which is opened once for all of them. */
export async function asTheyLie({ places, replica }: Store, ids: readonly string[]): Promise<string[][]> {
  const byPage = new Map<number, string[]>()
  const portions: string[][] = []
  let alone: string[] = []
  const next = inSlices()
  for (const id of ids) {
    await next()
    const page = replica.isJoined(id) ? null : places.pageOf(id)
    if (page !== null) {
      const together = byPage.get(page)
      if (together) together.push(id)
      else byPage.set(page, [id])
      continue
    }
    if (alone.push(id) < ALONE) continue
    portions.push(alone)
    alone = []
  }
  return [...byPage.values(), ...portions, ...(alone.length > 0 ? [alone] : [])]
}

/** Those of these leads that are here, each of all its parts. One that changes meanwhile is read by itself, and so is a merged one. */
export async function snapshotsOf(store: Store, ids: readonly string[]): Promise<LeadSnapshot[]> {
  const { replica } = store
  const rows = new Map(ids.map((id) => [id, replica.row(id)]))
  const simple = ids.filter((id) => !replica.isJoined(id) && !replica.atHand(id))
  const stored = await readStored(store, simple)
  const found = await Promise.all(
    ids.map((id) => {
      const read = stored.get(id)
      return read && replica.row(id) === rows.get(id) ? read.snapshot : snapshotOf(store, id)
    }),
  )
  return found.flatMap((snapshot) => snapshot ?? [])
}
