import { leadEvent } from '../../../shared/events/event.ts'
import type { Fault } from '../../../shared/sync/faults.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import { noteWaiting, type Store } from '../store.ts'
import type { ParkedEvent } from '../views.ts'
import type { OutboxEntry } from './outbox.ts'
import { groundOf, mergedWith, type Rebased, rebase, showRebased } from './rebase.ts'
import { openParked } from './stored-events.ts'
import { writing } from './term.ts'
import { putLeads, sealLeads } from './write-leads.ts'

/** Leads that central granted outside a round. */
export async function adopt(store: Store, snapshots: readonly LeadSnapshot[]): Promise<void> {
  const grounds = await groundOf(
    store,
    snapshots.map((s) => s.lead.id),
  )
  const rebased = snapshots.map((base) =>
    rebase(store, base.lead.id, { ...grounds.get(base.lead.id)!, base, leaving: false }),
  )
  const others = await mergedWith(store, rebased)
  const write = await sealLeads(store, rebased)
  const { db } = store
  await writing(store, [db.leads, db.bases, db.pages], () => putLeads(db, write))
  showRebased(store, rebased, write, others)
  store.replica.emit()
}

/** An event that does not even fit into a request. */
export async function parkUnsent(store: Store, { event }: OutboxEntry, fault: Fault): Promise<void> {
  const { db, sealer, outbox } = store
  const parkedAt = new Date(store.clock.now()).toISOString()
  const parked: ParkedEvent = { id: event.id, leadId: event.leadId, fault, parkedAt, event }
  const sealed = await sealer.seal(`parked:${event.id}`, parked)
  const ground = (await groundOf(store, [event.leadId])).get(event.leadId)!
  const pending = ground.pending.filter((e) => e.id !== event.id)
  const rebased = ground.shown ? [rebase(store, event.leadId, { ...ground, pending })] : []
  const others = await mergedWith(store, rebased)
  const write = await sealLeads(store, rebased)
  await writing(store, [db.leads, db.bases, db.pages, db.outbox, db.parked], async () => {
    await putLeads(db, write)
    await db.outbox.delete(event.id)
    await db.parked.put({ id: event.id, sealed })
  })
  outbox.delete([event.id])
  store.parked.add(event.id)
  showRebased(store, rebased, write, others)
  noteWaiting(store)
  store.replica.emit()
}

/** Parked events go back into the outbox, at its end. */
export async function retryParked(store: Store, ids: readonly string[]): Promise<void> {
  const { db, sealer, outbox } = store
  const entries: OutboxEntry[] = []
  for (const record of await db.parked.bulkGet([...ids])) {
    if (!record) continue
    const { event } = await openParked(sealer, record)
    const parsed = leadEvent.parse(event)
    entries.push({
      seq: outbox.nextSeq(),
      event: parsed,
      sealed: await sealer.seal(`event:${parsed.id}`, parsed),
    })
  }
  const grounds = await groundOf(store, [...new Set(entries.map((e) => e.event.leadId))])
  const rebased: Rebased[] = []
  for (const [id, ground] of grounds) {
    const pending = [...ground.pending, ...entries.map((e) => e.event).filter((e) => e.leadId === id)]
    rebased.push(rebase(store, id, { ...ground, pending }))
  }
  const retried = entries.map((e) => e.event.id)
  const others = await mergedWith(store, rebased)
  const write = await sealLeads(store, rebased)
  await store.journal.append(entries.map(({ event, sealed }) => ({ kind: 'event', id: event.id, sealed })))
  await writing(store, [db.leads, db.bases, db.pages, db.outbox, db.parked], async () => {
    await putLeads(db, write)
    await db.outbox.bulkPut(
      entries.map(({ seq, event, sealed }) => ({ id: event.id, seq, leadId: event.leadId, sealed })),
    )
    await db.parked.bulkDelete(retried)
  })
  outbox.add(entries)
  for (const id of retried) store.parked.delete(id)
  showRebased(store, rebased, write, others)
  noteWaiting(store)
  store.replica.emit()
  store.onCommitted()
}

/** Given up by a person: the journal must not bring them back either. */
export async function dismissParked(store: Store, ids: readonly string[]): Promise<void> {
  await store.journal.append([{ kind: 'settled', ids }])
  await writing(store, [store.db.parked], () => store.db.parked.bulkDelete([...ids]))
  for (const id of ids) store.parked.delete(id)
  noteWaiting(store)
}
