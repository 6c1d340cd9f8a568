import { type DeskDatabase, metaOf } from '../db/database.ts'
import { createJournal, type Journal, type JournalContents } from '../db/journal.ts'
import { fileSafe } from './key-vault.ts'
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
  // What works a person's data is loaded when somebody is about to.
  const [file, { openDatabase }] = await Promise.all([
    platform.openFile(journalName(personId)),
    import('../db/open-store.ts'),
  ])
  const journal = createJournal(file)
  try {
    const contents = await journal.readAll()
    const db = await openDatabase(personId, contents.exists)
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
    await journal.close()
    throw error
  }
}
