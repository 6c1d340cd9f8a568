import { afterAll, beforeAll } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { electronOrReason, openScreen } from '../electron/support.ts'
import { describeLosses } from './recovery/losses.ts'
import { openInElectron } from './support/apps.ts'

const electron = electronOrReason()
let screen: Awaited<ReturnType<typeof openScreen>> | null = null

beforeAll(async () => {
  await build(projectRoot, console.log)
  if (electron) screen = await openScreen()
})
afterAll(() => screen?.close())

describeLosses(
  'Electron',
  (profile, central) => openInElectron(electron!, projectRoot, profile, central, screen?.display),
  { database: 'IndexedDB', journal: 'journal' },
  electron === null,
)
