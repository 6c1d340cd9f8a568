import { afterAll, beforeAll, describe } from 'vitest'
import { browserDamage } from '../proof/browser/browser-damage.ts'
import { browserKills } from '../proof/browser/browser-kills.ts'
import { importScreen } from '../proof/browser/import-screen.ts'
import { windows } from '../proof/browser/windows.ts'
import { fullDisk } from '../proof/full-disk/full-disk.ts'
import { inSmall } from '../proof/in-small.ts'
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

describe('[OB22] [OB23] [IN73] kills, damage, full disks, large files and what is left behind, in small', () => {
  inSmall([browserKills, browserDamage, fullDisk, importScreen, windows, atRest], () => databases)
})
