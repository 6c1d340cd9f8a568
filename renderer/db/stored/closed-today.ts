import { combine } from '../../../shared/events/combine.ts'
import { instantOf } from '../../../shared/events/instant.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { Store } from '../store.ts'
import { gone, groundOf, mergedWith, showRebased } from './rebase.ts'
import { writing } from './term.ts'
import { putLeads, sealLeads } from './write-leads.ts'

/**
 * True for a lead that my own last call closed today: it is in no queue any more, but its outcome can be found and corrected, as a wrong
 * key asks for. @param parts of one lead @param now epoch milliseconds
 */
export function closedByMeToday(parts: readonly Lead[], me: string, now: number): boolean {
  if (parts.length === 0) return false
  const last = combine(parts).calls.at(-1)
  if (!last || last.actor !== me || last.disposition === null) return false
  return instantOf(last.stamp).slice(0, 10) === new Date(now).toISOString().slice(0, 10)
}

/** Lets go of leads that left and stayed here for the day only. */
export async function dropClosedBefore(store: Store): Promise<void> {
  const { db, outbox, replica, me, clock } = store
  const idle = store.places
    .leaving()
    .filter((id) => replica.partIds(id).every((part) => outbox.waitingOf(part) === 0))
  const grounds = await groundOf(store, idle)
  const over = idle.filter((id) => {
    const parts = replica.partIds(id).flatMap((part) => grounds.get(part)?.shown?.lead ?? [])
    const runs = parts.some((p) => p.calls.some((c) => c.actor === me && c.disposition === null))
    return !runs && !closedByMeToday(parts, me, clock.now())
  })
  if (over.length === 0) return
  const rebased = over.map((id) => gone(id))
  const others = await mergedWith(store, rebased)
  const write = await sealLeads(store, rebased)
  await writing(store, [db.leads, db.bases, db.pages], () => putLeads(db, write))
  showRebased(store, rebased, write, others)
}
