import type { Store } from '../store.ts'
import type { OutboxEntry } from '../stored/outbox.ts'
import { openAcked, openParked } from '../stored/stored-events.ts'

/** Ids of the events of erased leads that lie on this machine, by where they lie. */
export interface ErasedEvents {
  waiting: string[]
  acked: string[]
  parked: string[]
}

const NONE: ErasedEvents = { waiting: [], acked: [], parked: [] }

/**
 * Everything of erased leads beside their own rows. Acknowledged and parked events tell their lead only unsealed.
 * @param sent what is being judged now: it may have been taken, or refused, just before
 */
export async function eventsOfErased(
  store: Store,
  leads: ReadonlySet<string>,
  sent: readonly OutboxEntry[],
): Promise<ErasedEvents> {
  if (leads.size === 0) return NONE
  const { db, sealer, outbox } = store
  const judged = sent.flatMap(({ event }) => (leads.has(event.leadId) ? event.id : []))
  const acked = [...judged]
  for (const record of await db.acked.toArray())
    if (leads.has((await openAcked(sealer, record)).leadId)) acked.push(record.id)
  const parked = [...judged]
  for (const record of await db.parked.toArray())
    if (leads.has((await openParked(sealer, record)).leadId)) parked.push(record.id)
  return { waiting: [...leads].flatMap((lead) => outbox.eventsOf(lead).map((e) => e.id)), acked, parked }
}

/** After the transaction that took them out of the database: they go from memory. The journal is to be written without them. */
export function forgetErased(
  store: Store,
  leads: ReadonlySet<string>,
  { waiting, parked }: ErasedEvents,
): void {
  if (leads.size === 0) return
  store.outbox.delete(waiting)
  for (const id of parked) store.parked.delete(id)
  store.erased = new Set([...store.erased, ...leads])
}
