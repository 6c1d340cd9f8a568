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

describe.skipIf(electron === null)('[E2E2] the same story in the desktop app', () => {
  it('as npm start opens it', () =>
    story((profile, central) => openInElectron(electron!, projectRoot, profile, central, screen?.display)))

  it.skipIf(process.platform !== 'linux')('as npm run package makes it', async () => {
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'scripts/package.ts', '--electron', dirname(electron!)],
      { cwd: projectRoot, encoding: 'utf8' },
    )
    expect(status, stderr).toBe(0)
    const program = join(projectRoot, 'release/linux-unpacked/leadwright')
    await story((profile, central) => openInElectron(program, null, profile, central, screen?.display))
  })
})
