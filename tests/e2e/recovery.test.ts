import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browserDamage } from '../proof/browser/browser-damage.ts'
import { browserKills } from '../proof/browser/browser-kills.ts'
import { windows } from '../proof/browser/windows.ts'
import { atRest } from '../proof/security/at-rest.ts'
import { type Databases, databasesOn } from '../proof/support/databases.ts'
import { testServer } from '../setup/database.ts'

/** The smallest form of what is proven in real programs; `npm run proof` has the others. */
let server: Awaited<ReturnType<typeof testServer>>
let databases: Databases
beforeAll(async () => {
  server = await testServer()
  databases = await databasesOn(server.url)
})
afterAll(async () => {
  await databases?.drop()
  await server?.stop()
})

describe('[E2E3] [OB22] kills, damage and what is left behind, in small', () => {
  it.each([browserKills, browserDamage, windows, atRest])(
    '$name',
    async (proof) => {
      const { failures } = await proof.run({
        size: 'test',
        seed: null,
        sizes: new Map(),
        databases,
        say: () => undefined,
      })
      expect(failures).toEqual([])
    },
    300_000,
  )
})
