import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROOFS } from '../proof/proofs.ts'
import { type Databases, databasesOn } from '../proof/support/databases.ts'
import { testServer } from '../setup/database.ts'

/** The smallest form of the proofs that open browsers; `npm run proof` has the others. */
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

describe('[E2E3] proofs in browsers, in small', () => {
  it.each(PROOFS.filter((p) => p.inBrowsers))(
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
