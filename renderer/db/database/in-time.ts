import { SaveError } from '../errors.ts'
import type { DeskDatabase } from './database.ts'

/** An opening takes a fraction of it. */
const OPENING_MS = 5_000
const LOOK_MS = 500
const SILENT =
  'this machine’s storage does not answer. There may be no room left on its disk: free some. Reload it to go on.'

/**
 * Does something with a database that may have to be opened again on the way; where that is not answered in time, it is given up, so that everything
 * that waits for it rejects, and what comes next tries anew. Once its disk was full, Chromium sometimes does not answer a page any more until it is
 * loaded again.
 */
export async function inTime<T>(db: DeskDatabase, task: () => Promise<T>): Promise<T> {
  let shut = 0
  let givenUp: Promise<void> | null = null
  const looking = setInterval(() => {
    shut = db.isOpen() || db.hasBeenClosed() ? 0 : shut + LOOK_MS
    if (shut < OPENING_MS) return
    shut = 0
    givenUp = giveUpOpening(db)
  }, LOOK_MS)
  try {
    return await task()
  } catch (error) {
    throw givenUp ? new SaveError(SILENT, { cause: error }) : error
  } finally {
    clearInterval(looking)
    await givenUp
  }
}

async function giveUpOpening(db: DeskDatabase): Promise<void> {
  db.opener.forgetLast()
  db.close()
  // By then Dexie has ended the opening, and noted that the database is closed: for good, so that it would not be opened any more.
  await new Promise((resolve) => setTimeout(resolve))
  db.close({ disableAutoOpen: false })
}
