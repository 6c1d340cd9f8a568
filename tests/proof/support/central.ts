import type { CentralOptions } from '../../../central/start-central.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { type TestCentral, type TestDevice, testCentral } from '../../central/support.ts'
import type { Databases } from './databases.ts'

/** Work with a real central, over HTTP, on a database of its own; all of it is gone afterwards. */
export async function withCentral<T>(
  databases: Databases,
  work: (central: TestCentral) => Promise<T>,
  now: () => number = Date.now,
  options: Partial<CentralOptions> = {},
): Promise<T> {
  const database = await databases.create()
  try {
    const central = await testCentral({ databaseUrl: database.url, now, logLevel: 'silent', ...options })
    try {
      return await work(central)
    } finally {
      await central.dispose()
    }
  } finally {
    await database.drop()
  }
}

/** So many devices of a person, one after the other: checking passwords is slow on purpose. */
export async function signedIn(central: TestCentral, person: Person, count: number): Promise<TestDevice[]> {
  const devices: TestDevice[] = []
  for (let n = 0; n < count; n += 1) devices.push(await central.signIn(person))
  return devices
}
