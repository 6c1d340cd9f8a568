import { type TestCentral, testCentral } from '../../central/support.ts'
import type { Asked, Outcome, Proof } from '../proof.ts'
import { apiDocument } from './api-document.ts'
import { everyCaller } from './callers.ts'
import { eventsOfOthers } from './events-of-others.ts'
import { unknownIn } from './references.ts'
import { whoMayCall } from './who-may-call.ts'
import { whoseThings } from './whose-things.ts'
import { makeWorld } from './world.ts'
import { rowsNaming, writableFields } from './writable-fields.ts'

/** [AU37] [AU38] [AU39] Every route of the document as everybody, with one's own things, another team's, and none that there are. */
export const authorization: Proof = {
  name: 'authorization',
  async run({ databases, say }: Asked): Promise<Outcome> {
    const database = await databases.create()
    const central = await testCentral({ databaseUrl: database.url, ...QUIET })
    try {
      return await matrix(central, say)
    } finally {
      await central.dispose()
      await database.drop()
    }
  },
}

/** Nothing of central's own may change what a refused request must leave as it is. */
const QUIET = { lookEveryMs: 2 ** 30, limits: { calls: 2 ** 30 } }

async function matrix(central: TestCentral, say: Asked['say']): Promise<Outcome> {
  const document = await apiDocument()
  const { operations } = document
  const world = await makeWorld(central)
  const callers = await everyCaller(central, world)
  const failures = operations.flatMap(unknownIn)
  const roles = await whoMayCall(central.url, operations, callers)
  failures.push(...roles.failures)
  say(`authorization: ${operations.length} routes as ${callers.length} callers`)
  let pairs = 0
  for (const caller of callers.filter((c) => c.sees !== null)) {
    const found = await whoseThings(central, world, operations, caller)
    failures.push(...found.failures)
    pairs += found.pairs
    say(`authorization: ${caller.name}, ${found.pairs} pairs of another's and none`)
  }
  const events = await eventsOfOthers(central, world)
  failures.push(...events.failures)
  let [fields, written] = [0, 0]
  const souths = await rowsNaming(central.store.db, world.south)
  for (const caller of callers.filter((c) => c.sees !== null)) {
    const found = await writableFields(central, world, document, caller, souths)
    failures.push(...found.failures)
    fields += found.fields
    written += found.requests
    say(`authorization: ${caller.name}, ${found.fields} fields written`)
  }
  return {
    size: `${operations.length} routes, ${callers.length} callers`,
    seeds: '',
    failures,
    note: `${roles.calls} calls by role and scope, ${pairs} pairs of another's thing and none, ${events.sent} events, ${fields} fields written in ${written} requests`,
  }
}
