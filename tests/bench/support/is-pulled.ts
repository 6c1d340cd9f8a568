import type { Page } from 'playwright-core'
import { databaseName } from '../../../renderer/db/database/database.ts'

/** Whether the person's first pull is stored to its end in this browser. */
export const isPulled = (page: Page, person: string): Promise<boolean> =>
  page.evaluate(
    (name) =>
      new Promise<boolean>((answer, failed) => {
        const opening = indexedDB.open(name)
        opening.onerror = () => failed(opening.error)
        opening.onsuccess = () => {
          const db = opening.result
          const reading = db.transaction('meta').objectStore('meta').get('sync')
          reading.onsuccess = () => {
            db.close()
            answer(reading.result !== undefined && reading.result.lastSyncedAt !== null)
          }
        }
      }),
    databaseName(person),
  )
