import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { PROOFS } from '../proof/proofs.ts'
import { type Databases, databasesOn } from '../proof/support/databases.ts'

/** The smallest form of each proof; `npm run proof` has the others. */
const server = inject('databaseServer')
let databases: Databases
beforeAll(async () => {
  if (server) databases = await databasesOn(server)
})
afterAll(() => databases?.drop())

// Proofs make many databases: on the one server that tests share.
describe.skipIf(!server)('[SY57] proofs, in small', () => {
  it.each(PROOFS.filter((p) => !p.inBrowsers))(
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
