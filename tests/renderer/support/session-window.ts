import 'fake-indexeddb/auto'
import { createPeopleDatabase } from '../../../renderer/db/database/people-database.ts'
import type { Glance, SyncStatus } from '../../../renderer/db/views.ts'
import { answer } from '../../../renderer/flow/answer.ts'
import { createSessionOn } from '../../../renderer/session/create-session.ts'
import type { OpenDesk } from '../../../renderer/session/session.ts'
import { createFakePlatform, type FakePlatform } from './fake-platform.ts'
import type { ScriptedCentral } from './scripted-central.ts'

/** Test files share what is in IndexedDB: who worked in an earlier test is not known in the next. */
export async function forgetEverybody(): Promise<void> {
  const people = createPeopleDatabase()
  for (const { person } of await people.all()) await people.delete(person.id)
}

/** A window of the application on a machine, and what it is told. */
export function window(central: ScriptedCentral, platform: FakePlatform = createFakePlatform(central.fetch)) {
  const statuses: SyncStatus[] = []
  const wiped: (string | null)[] = []
  const glances: (Glance | null)[] = []
  let takenOver = false
  const session = createSessionOn(platform, {
    status: (s) => statuses.push(s),
    moved: () => undefined,
    glance: (g) => void glances.push(g),
    takenOver: () => {
      takenOver = true
    },
    wiped: (problem) => wiped.push(problem),
  })
  return { session, platform, statuses, glances, wiped, takenOver: () => takenOver }
}

export async function until(condition: () => boolean) {
  for (let n = 0; n < 3000; n += 1) {
    if (condition()) return
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('did not come to pass')
}

export async function work(open: OpenDesk) {
  await until(() => open.desk.reader.rows().length > 0)
  await answer(open.desk, open.desk.reader.rows()[0]!.id, 'budget', 'approved')
}

export const restart = (central: ScriptedCentral, { platform }: { platform: FakePlatform }) =>
  window(central, {
    ...createFakePlatform(central.fetch, platform.desktop),
    storage: platform.storage,
    openFile: platform.openFile,
    deleteFile: platform.deleteFile,
    files: platform.files,
    buckets: platform.buckets,
  })
