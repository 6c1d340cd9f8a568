import { leadEvent } from '../../shared/events/event.ts'
import { groupBy } from './group-by.ts'
import type { JournalRecord } from './journal-record.ts'
import type { OutboxEntry } from './outbox.ts'
import { groundOf, mergedWith, type Rebased, rebase, showRebased } from './rebase.ts'
import type { Store } from './store.ts'
import { writing } from './term.ts'
import { putLeads, sealLeads } from './write-leads.ts'

/** In the journal's order: an event that was settled and came again later needs care again. */
export function unsettledEvents(records: readonly JournalRecord[]): Map<string, Uint8Array> {
  const events = new Map<string, Uint8Array>()
  for (const record of records) {
    if (record.kind === 'event') events.set(record.id, record.sealed)
    if (record.kind === 'settled') for (const id of record.ids) events.delete(id)
  }
  return events
}

/** Those of the journal's events that can be read, to go at the outbox's end. */
export async function readable(
  { sealer, outbox }: Pick<Store, 'sealer' | 'outbox'>,
  events: readonly (readonly [id: string, sealed: Uint8Array])[],
): Promise<{ entries: OutboxEntry[]; unreadable: number }> {
  const entries: OutboxEntry[] = []
  let unreadable = 0
  for (const [id, bytes] of events) {
    const sealed = new Uint8Array(bytes)
    const opened = await sealer.open(`event:${id}`, sealed).then(
      (value) => leadEvent.safeParse(value),
      () => ({ success: false as const }),
    )
    if (opened.success) entries.push({ seq: outbox.nextSeq(), event: opened.data, sealed })
    else unreadable += 1
  }
  return { entries, unreadable }
}

/** Events of the journal wait again. */
export async function takeBack(store: Store, entries: readonly OutboxEntry[]): Promise<void> {
  if (entries.length === 0) return
  const { db, outbox, stamps } = store
  for (const { event } of entries) stamps.resume(event.stamp)
  const ofLead = groupBy(entries, (e) => e.event.leadId)
  const grounds = await groundOf(store, [...ofLead.keys()])
  const rebased: Rebased[] = []
  for (const [id, ground] of grounds) {
    const pending = [...ground.pending, ...ofLead.get(id)!.map((e) => e.event)]
    rebased.push(rebase(store, id, { ...ground, pending }))
  }
  const others = await mergedWith(store, rebased)
  const write = await sealLeads(store, rebased)
  await writing(store, [db.leads, db.bases, db.pages, db.outbox], async () => {
    await putLeads(db, write)
    await db.outbox.bulkPut(
      entries.map(({ seq, event, sealed }) => ({ id: event.id, seq, leadId: event.leadId, sealed })),
    )
  })
  outbox.add(entries)
  showRebased(store, rebased, write, others)
}
