import type { Marker } from '../database/marker.ts'
import type { JournalContents } from '../journal/journal.ts'
import { isFull } from '../not-saved.ts'
import type { Store } from '../store.ts'
import { rewriteJournal } from '../stored/compact.ts'
import type { SyncStatus } from '../views.ts'
import { dropRefused, readable, refusedEvents, takeBack, unsettledEvents } from './take-back.ts'

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

/** What came back from the journal or its spare, or did not. */
export interface Recovered {
  taken: number
  unreadable: number
}

/** Brings outbox and journal into agreement at a start: each gives the other what it misses. */
export async function recover(store: Store, found: Pick<Found, 'journal'>): Promise<Recovered> {
  const refused = refusedEvents(found.journal.records)
  await dropRefused(store, refused)
  const unsettled = unsettledEvents(found.journal.records)
  const { entries, unreadable } = await missingEntries(store, unsettled)
  await takeBack(store, entries)
  const inJournal = new Set(unsettled.keys())
  // Of a damaged one it may be what said that an event is settled.
  const lacks =
    found.journal.damaged ||
    refused.length > 0 ||
    !found.journal.records.some((r) => r.kind === 'header') ||
    [...store.outbox.all().map((e) => e.event.id), ...store.parked].some((id) => !inJournal.has(id))
  if (lacks) await rewriteJournal(store)
  else if (found.journal.records[0]?.kind !== 'refused') await makePlace(store)
  return { taken: entries.length, unreadable }
}

/** A journal of an earlier version keeps no place for what is refused; it can do without while there is no room. */
async function makePlace(store: Store): Promise<void> {
  await rewriteJournal(store).catch((error: unknown) => {
    if (!isFull(error)) throw error
  })
}

async function missingEntries(
  { db, sealer, outbox, parked, toForget }: Store,
  unsettled: ReadonlyMap<string, Uint8Array>,
) {
  const missing = [...unsettled].filter(
    ([id]) => !outbox.has(id) && !parked.has(id) && !toForget?.includes(id),
  )
  const acked = new Set(
    await db.acked
      .where('id')
      .anyOf(missing.map(([id]) => id))
      .primaryKeys(),
  )
  return readable(
    { sealer, outbox },
    missing.filter(([id]) => !acked.has(id)),
  )
}

/** What the person must be told; null when all was well. */
export function noticeOf(found: Found, { taken, unreadable }: Recovered): Notice | null {
  const { freshDatabase, journal, marker, damagedRows } = found
  const journalLost = !journal.exists && (marker !== null || !freshDatabase)
  const databaseLost = freshDatabase && (marker !== null || journal.exists)
  if (freshDatabase && !journal.exists && marker) return lossOf(marker, taken)
  const said: string[] = []
  if (databaseLost)
    said.push(
      `The data on this machine was gone. It is rebuilt: ${changes(taken)} from the journal, and the leads from central as soon as it is reached.`,
    )
  if (journalLost)
    said.push(`The journal was gone. It is written anew from the data on this machine.${fromSpare(taken)}`)
  if (journal.damaged)
    said.push('A part of the journal was unreadable and is set aside; everything else of it was used.')
  if (unreadable > 0) said.push(`${changes(unreadable)} in the journal could not be read.`)
  if (damagedRows > 0)
    said.push(
      `${damagedRows} stored records were damaged; they are fetched again from central and the journal.`,
    )
  return said.length > 0 ? { kind: 'storage', message: said.join(' ') } : null
}

function lossOf({ waiting, at }: Marker, taken: number): Notice {
  const when = at.slice(0, 16).replace('T', ' ')
  const gone = 'The data and the journal on this machine are gone.'
  if (taken > 0 && taken >= waiting) return { kind: 'storage', message: gone + fromSpare(taken) }
  const message =
    waiting === 0
      ? `${gone} Nothing was waiting for central when last known (${when} UTC).`
      : `${gone} ${changes(waiting)} had not reached central when last known (${when} UTC) and may be lost.${fromSpare(taken)}`
  return { kind: 'loss', message }
}

/** Where there was no journal. */
const fromSpare = (taken: number) => (taken > 0 ? ` ${changes(taken)} came back from a third copy.` : '')

const changes = (n: number) => (n === 1 ? '1 change' : `${n} changes`)
