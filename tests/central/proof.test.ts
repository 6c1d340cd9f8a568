import { afterAll, beforeAll, describe, inject } from 'vitest'
import { inSmall } from '../proof/in-small.ts'
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
  inSmall(
    PROOFS.filter((p) => !p.inBrowsers),
    () => databases,
  )
})
