import { leadEvent } from '../../../shared/events/event.ts'
import type { SyncState } from '../database/database.ts'
import { DamageError } from '../errors.ts'
import { noteWaiting, type Store } from '../store.ts'
import type { OutboxEntry } from '../stored/outbox.ts'
import { groundOf, mergedWith, type Rebased, rebase, showRebased } from '../stored/rebase.ts'
import { openAcked } from '../stored/stored-events.ts'
import { writing } from '../stored/term.ts'
import { putLeads, sealLeads } from '../stored/write-leads.ts'

/** How long acknowledged events are kept, in ms. */
export const HORIZON_MS = 7 * 86_400_000

/**
 * Central came back from an older backup: what it acknowledged within the horizon goes back into the outbox, since it may have
 * lost it, and everything is pulled anew. What it did not lose it will call a duplicate.
 * @param has ids of events that the new incarnation itself has just judged
 */
export async function startNewEpoch(store: Store, epoch: string, has: ReadonlySet<string>): Promise<void> {
  const { db, sealer, outbox, clock } = store
  const records = await db.acked
    .where('at')
    .above(clock.wall() - HORIZON_MS)
    .toArray()
  const entries: OutboxEntry[] = []
  for (const record of records) {
    const { id } = record
    if (outbox.has(id) || has.has(id)) continue
    const { effective: _, ...event } = await openAcked(sealer, record)
    const { data: again, error } = leadEvent.safeParse(event)
    if (error) throw new DamageError({ acked: [id] }, { cause: error })
    entries.push({ seq: outbox.nextSeq(), event: again, sealed: await sealer.seal(`event:${id}`, again) })
  }
  const grounds = await groundOf(store, [...new Set(entries.map((e) => e.event.leadId))])
  const rebased: Rebased[] = []
  for (const [id, ground] of grounds) {
    if (!ground.shown) continue
    const pending = [...ground.pending, ...entries.map((e) => e.event).filter((e) => e.leadId === id)]
    rebased.push(rebase(store, id, { ...ground, pending }))
  }
  const sync: SyncState = { ...store.sync, epoch, cursor: null, sweeping: false }
  const others = await mergedWith(store, rebased)
  const write = await sealLeads(store, rebased)
  await store.journal.append(entries.map(({ event, sealed }) => ({ kind: 'event', id: event.id, sealed })))
  await writing(store, [db.leads, db.bases, db.pages, db.outbox, db.acked, db.meta], async () => {
    await putLeads(db, write)
    await db.outbox.bulkPut(
      entries.map(({ seq, event, sealed }) => ({ id: event.id, seq, leadId: event.leadId, sealed })),
    )
    await db.acked.bulkDelete(entries.map((e) => e.event.id))
    await db.meta.put({ key: 'sync', ...sync })
  })
  outbox.add(entries)
  store.sync = sync
  showRebased(store, rebased, write, others)
  noteWaiting(store)
  store.replica.emit()
}
