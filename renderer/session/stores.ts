import { type DeskDatabase, metaOf } from '../db/database/database.ts'
import { fileSafe } from '../db/database/file-safe.ts'
import { sparePlace } from '../db/database/spare-place.ts'
import { createJournal, type Journal, type JournalContents } from '../db/journal/journal.ts'
import { type SparedJournal, withSpare } from '../db/recover/spare.ts'
import type { Platform } from './platform.ts'

/** A person's two stores, open but still sealed. */
export interface Stores {
  db: DeskDatabase
  journal: Journal
  contents: JournalContents
  /** Copies of the wrapped data key that lie in them. */
  wrappedKeys: (string | null)[]
  /** What goes on meanwhile finds them closed, and fails. */
  close(): Promise<void>
}

export const journalName = (personId: string): string => `journal-${fileSafe(personId)}`

export async function openStores(platform: Platform, personId: string): Promise<Stores> {
  const { buckets } = platform
  const isMoved = async (): Promise<boolean> => (await opening).factory !== indexedDB
  const journalOpens: Promise<Journal & Partial<SparedJournal>> = platform
    .openFile(journalName(personId))
    .then(createJournal)
    .then((journal) => (buckets ? withSpare(journal, sparePlace(buckets, personId, isMoved)) : journal))
  const reading = journalOpens.then((journal) => journal.readAll())
  /** Apart from the database. */
  const holdsWork = async (): Promise<boolean> => {
    const [read, journal] = await Promise.all([reading, journalOpens])
    return read.exists || ((await journal.isSpared?.()) ?? false)
  }
  // What works a person's data is loaded when somebody is about to.
  const opening: Promise<DeskDatabase> = import('../db/open-store.ts').then(({ openDatabase }) =>
    openDatabase(personId, () => holdsWork().catch(() => false), buckets),
  )
  try {
    const [journal, read, db] = await Promise.all([journalOpens, reading, opening])
    const device = await metaOf(db, 'device')
    const isWhole = read.exists && !read.damaged && device !== null
    const contents = isWhole || !journal.complete ? read : await journal.complete(read)
    const header = contents.records.findLast((r) => r.kind === 'header')?.header
    return {
      db,
      journal,
      contents,
      wrappedKeys: [header?.wrappedKey ?? null, device?.wrappedKey ?? null],
      async close() {
        db.close()
        await journal.close()
      },
    }
  } catch (error) {
    const [db, journal] = await Promise.allSettled([opening, journalOpens, reading])
    if (db.status === 'fulfilled') db.value.close()
    if (journal.status === 'fulfilled') await journal.value.close()
    throw error
  }
}
