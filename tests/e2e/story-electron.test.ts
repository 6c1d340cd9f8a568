import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

// Where a package can be made it is the one to prove: as npm start opens it the desktop app is killed in recovery.test.
const isPackaged = process.platform === 'linux'

describe.skipIf(electron === null)('[E2E2] the same story in the desktop app', () => {
  it(isPackaged ? 'as npm run package makes it' : 'as npm start opens it', async () => {
    const [program, app] = isPackaged ? [packaged(), null] : [electron!, projectRoot]
    await story((profile, central) => openInElectron(program, app, profile, central, screen?.display))
  })
})

function packaged(): string {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'scripts/package.ts', '--electron', dirname(electron!)],
    { cwd: projectRoot, encoding: 'utf8' },
  )
  expect(status, stderr).toBe(0)
  return join(projectRoot, 'release/linux-unpacked/leadwright')
}
