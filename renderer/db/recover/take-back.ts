import { leadEvent } from '../../../shared/events/event.ts'
import { groupBy } from '../group-by.ts'
import type { JournalRecord } from '../journal/journal-record.ts'
import type { Store } from '../store.ts'
import type { OutboxEntry } from '../stored/outbox.ts'
import { groundOf, mergedWith, type Rebased, rebase, showRebased } from '../stored/rebase.ts'
import { writing } from '../stored/term.ts'
import { putLeads, sealLeads } from '../stored/write-leads.ts'

/** What was called not saved. */
export const refusedEvents = (records: readonly JournalRecord[]): readonly string[] =>
  records.flatMap((r) => (r.kind === 'refused' ? r.ids : []))

/** In the journal's order: an event that was settled and came again later needs care again. */
export function unsettledEvents(records: readonly JournalRecord[]): Map<string, Uint8Array> {
  const events = new Map<string, Uint8Array>()
  for (const record of records) {
    if (record.kind === 'event') events.set(record.id, record.sealed)
    if (record.kind === 'settled') for (const id of record.ids) events.delete(id)
  }
  for (const id of refusedEvents(records)) events.delete(id)
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

/** Events that a save left in the database, and that could not be taken from it before the machine died: they go, and nobody is shown them. */
export async function dropRefused(store: Store, ids: readonly string[]): Promise<void> {
  const { db, outbox } = store
  const entries = outbox.all().filter(({ event }) => ids.includes(event.id))
  if (entries.length === 0) return
  const dropped = entries.map(({ event }) => event.id)
  const grounds = await groundOf(store, [...new Set(entries.map(({ event }) => event.leadId))])
  const rebased = [...grounds].map(([id, ground]) =>
    rebase(store, id, { ...ground, pending: ground.pending.filter((e) => !dropped.includes(e.id)) }),
  )
  const others = await mergedWith(store, rebased)
  const write = await sealLeads(store, rebased)
  await writing(store, [db.leads, db.bases, db.pages, db.outbox], async () => {
    await putLeads(db, write)
    await db.outbox.bulkDelete(dropped)
  })
  outbox.delete(dropped)
  showRebased(store, rebased, write, others)
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
