import { rowsOf, type Spare, type SparePlace } from '../database/spare-place.ts'
import type { Journal, JournalContents } from '../journal/journal.ts'
import type { JournalRecord } from '../journal/journal-record.ts'
import { unsettledEvents } from './take-back.ts'

export interface SparedJournal extends Journal {
  /** What was read, and what only the spares hold: where the journal may have lost something, and the database, too. */
  complete(contents: JournalContents): Promise<JournalContents>
  /** There is a spare, whatever it holds. */
  isSpared(): Promise<boolean>
}

/**
 * A journal with a spare: what needs care lies a third time, in a small database apart. Where a kill leaves half a record at the end of LevelDB's list
 * of its files, the database opens whole, and what is written from then on is gone at the next start: a journal that is harmed by then was the only one
 * to hold it. A spare is begun anew with the first write of a start, and whenever the journal is.
 * It follows the journal: nobody waits for it, and it takes no flush. Where it cannot be written, as on a full disk, it is begun anew with the next write.
 */
export function withSpare(journal: Journal, place: SparePlace): SparedJournal {
  const held = new Map<string, Uint8Array>()
  let spare: Spare | null = null
  let isBegun = false
  let following: Promise<void> = Promise.resolve()

  const hold = (events: ReadonlyMap<string, Uint8Array>) => {
    for (const [id, sealed] of events) held.set(id, sealed)
  }
  const drop = () => {
    spare?.close()
    spare = null
  }
  const follow = (write: () => Promise<unknown>) => {
    following = following
      .then(async () => void (await write()))
      .catch(() => {
        drop()
        isBegun = false
      })
  }
  const beginAnew = () => {
    isBegun = true
    const all = new Map(held)
    follow(async () => {
      drop()
      spare = await place.begin(all)
    })
  }
  const change = (added: ReadonlyMap<string, Uint8Array>, gone: readonly string[]) => {
    for (const id of gone) held.delete(id)
    hold(added)
    if (!isBegun) return beginAnew()
    follow(async () => {
      await spare?.events.bulkDelete([...gone])
      await spare?.events.bulkPut(rowsOf(added))
    })
  }

  return {
    ...journal,
    async append(records) {
      await journal.append(records)
      change(unsettledEvents(records), records.flatMap(idsSettledBy))
    },
    async readAll() {
      const contents = await journal.readAll()
      hold(unsettledEvents(contents.records))
      return contents
    },
    async complete(contents) {
      const told = new Set(contents.records.flatMap((r) => (r.kind === 'event' ? r.id : idsSettledBy(r))))
      const spared = [...((await place.read()) ?? [])].filter(([id]) => !told.has(id))
      const records = [
        ...contents.records,
        ...spared.map(([id, sealed]) => ({ kind: 'event', id, sealed }) as const),
      ]
      hold(unsettledEvents(records))
      return { ...contents, records }
    },
    isSpared: async () => (await place.read()) !== null,
    async replace(records) {
      await journal.replace(records)
      held.clear()
      hold(unsettledEvents(records))
      beginAnew()
    },
    async refuse(ids) {
      await journal.refuse(ids)
      change(new Map(), ids)
    },
    async close() {
      follow(async () => drop())
      await journal.close()
    },
  }
}

const idsSettledBy = (r: JournalRecord): readonly string[] => (r.kind === 'settled' ? r.ids : [])
