import { type DeskDatabase, metaOf } from '../db/database.ts'
import { fileSafe } from '../db/file-safe.ts'
import { createJournal, type Journal, type JournalContents } from '../db/journal.ts'
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
  const journalOpens = platform.openFile(journalName(personId)).then(createJournal)
  const reading = journalOpens.then((journal) => journal.readAll())
  const exists = reading.then(
    (contents) => contents.exists,
    () => false,
  )
  // What works a person's data is loaded when somebody is about to.
  const opening = import('../db/open-store.ts').then(({ openDatabase }) =>
    openDatabase(personId, exists, platform.buckets),
  )
  try {
    const [journal, contents, db] = await Promise.all([journalOpens, reading, opening])
    const header = contents.records.findLast((r) => r.kind === 'header')?.header
    return {
      db,
      journal,
      contents,
      wrappedKeys: [header?.wrappedKey ?? null, (await metaOf(db, 'device'))?.wrappedKey ?? null],
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
