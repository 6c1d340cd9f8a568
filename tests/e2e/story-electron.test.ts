import { afterAll, beforeAll, describe, it } from 'vitest'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { electronOrReason, openScreen } from '../electron/support.ts'
import { story } from './story/story.ts'
import { openInElectron } from './support/apps.ts'

const electron = electronOrReason()
let screen: Awaited<ReturnType<typeof openScreen>> | null = null

beforeAll(async () => {
  await build(projectRoot, console.log)
  if (electron) screen = await openScreen()
})
afterAll(() => screen?.close())

describe.skipIf(electron === null)('[E2E2] the same story in the desktop app', () => {
  it('in Electron', async () => {
    await story((folder, central) => openInElectron(electron!, projectRoot, folder, central, screen?.display))
  })
})
