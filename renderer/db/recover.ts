import { leadEvent } from '../../shared/events/event.ts'
import { rewriteJournal } from './compact.ts'
import { groupBy } from './group-by.ts'
import type { JournalContents } from './journal.ts'
import type { JournalRecord } from './journal-record.ts'
import type { Marker } from './marker.ts'
import type { OutboxEntry } from './outbox.ts'
import { groundOf, mergedWith, type Rebased, rebase, showRebased } from './rebase.ts'
import type { Store } from './store.ts'
import type { SyncStatus } from './views.ts'
import { putLeads, sealLeads } from './write-leads.ts'

type Notice = NonNullable<SyncStatus['notice']>

/** What a start found. */
export interface Found {
  /** The database was made just now: it is the first start, or the old one is gone. */
  freshDatabase: boolean
  journal: JournalContents
  marker: Marker | null
  /** Rows that could not be unsealed. */
  damagedRows: number
}

/**
 * Brings outbox and journal into agreement at a start: each gives the other what it misses. Resolves to what the person must be
 * told, or null when all was well.
 */
export async function recover(store: Store, found: Found): Promise<Notice | null> {
  const unsettled = unsettledEvents(found.journal.records)
  const { entries, unreadable } = await missingEntries(store, unsettled)
  await takeBack(store, entries)
  const inJournal = new Set(unsettled.keys())
  const lacks =
    !found.journal.records.some((r) => r.kind === 'header') ||
    [...store.outbox.all().map((e) => e.event.id), ...store.parked].some((id) => !inJournal.has(id))
  if (lacks) await rewriteJournal(store)
  return noticeOf(found, entries.length, unreadable)
}

/** In the journal's order: an event that was settled and came again later needs care again. */
function unsettledEvents(records: readonly JournalRecord[]): Map<string, Uint8Array> {
  const events = new Map<string, Uint8Array>()
  for (const record of records) {
    if (record.kind === 'event') events.set(record.id, record.sealed)
    if (record.kind === 'settled') for (const id of record.ids) events.delete(id)
  }
  return events
}

async function missingEntries(
  { db, sealer, outbox, parked }: Store,
  unsettled: ReadonlyMap<string, Uint8Array>,
): Promise<{ entries: OutboxEntry[]; unreadable: number }> {
  const candidates = [...unsettled.keys()].filter((id) => !outbox.has(id) && !parked.has(id))
  const acked = new Set(await db.acked.where('id').anyOf(candidates).primaryKeys())
  const entries: OutboxEntry[] = []
  let unreadable = 0
  for (const id of candidates) {
    if (acked.has(id)) continue
    const sealed = new Uint8Array(unsettled.get(id)!)
    const opened = await sealer.open(`event:${id}`, sealed).then(
      (value) => leadEvent.safeParse(value),
      () => ({ success: false as const }),
    )
    if (opened.success) entries.push({ seq: outbox.nextSeq(), event: opened.data, sealed })
    else unreadable += 1
  }
  return { entries, unreadable }
}

async function takeBack(store: Store, entries: readonly OutboxEntry[]): Promise<void> {
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
  await db.transaction('rw!', [db.leads, db.bases, db.pages, db.outbox], async () => {
    await putLeads(db, write)
    await db.outbox.bulkPut(
      entries.map(({ seq, event, sealed }) => ({ id: event.id, seq, leadId: event.leadId, sealed })),
    )
  })
  outbox.add(entries)
  showRebased(store, rebased, write, others)
}

function noticeOf(found: Found, recovered: number, unreadable: number): Notice | null {
  const { freshDatabase, journal, marker, damagedRows } = found
  const journalLost = !journal.exists && (marker !== null || !freshDatabase)
  const databaseLost = freshDatabase && (marker !== null || journal.exists)
  if (freshDatabase && !journal.exists && marker) return { kind: 'loss', message: lossMessage(marker) }
  const said: string[] = []
  if (databaseLost)
    said.push(
      `The data on this machine was gone. It is rebuilt from central and the journal, which held ${changes(recovered)}.`,
    )
  if (journalLost) said.push('The journal was gone. It is written anew from the data on this machine.')
  if (journal.damaged)
    said.push('A part of the journal was unreadable and is set aside; everything else of it was used.')
  if (unreadable > 0) said.push(`${changes(unreadable)} in the journal could not be read.`)
  if (damagedRows > 0)
    said.push(
      `${damagedRows} stored records were damaged; they are fetched again from central and the journal.`,
    )
  return said.length > 0 ? { kind: 'storage', message: said.join(' ') } : null
}

function lossMessage({ waiting, at }: Marker): string {
  const when = at.slice(0, 16).replace('T', ' ')
  return waiting === 0
    ? `The data and the journal on this machine are gone. Nothing was waiting for central when last known (${when} UTC).`
    : `The data and the journal on this machine are gone. ${changes(waiting)} had not reached central when last known (${when} UTC) and may be lost.`
}

const changes = (n: number) => (n === 1 ? '1 change' : `${n} changes`)
