import type Dexie from 'dexie'

/** An opening takes a fraction of it. */
const OPENING_MS = 5_000
const LOOK_MS = 500

/**
 * Does something with a database that may have to be opened again on the way; where that is not answered in time, as Chromium sometimes does not while
 * its disk is full, it is given up, so that everything that waits for it rejects, and what comes next tries anew.
 */
export async function inTime<T>(db: Dexie, task: () => Promise<T>): Promise<T> {
  let shut = 0
  const looking = setInterval(() => {
    shut = db.isOpen() || db.hasBeenClosed() ? 0 : shut + LOOK_MS
    if (shut < OPENING_MS) return
    shut = 0
    giveUpOpening(db)
  }, LOOK_MS)
  try {
    return await task()
  } finally {
    clearInterval(looking)
  }
}

function giveUpOpening(db: Dexie): void {
  const opening = db.open()
  db.close()
  // As if it had been let go again: closed for good it would not be opened any more.
  opening.catch(() => db.close({ disableAutoOpen: false }))
}
