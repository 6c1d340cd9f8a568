import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'
import { story } from '../e2e/story/story.ts'
import { openInElectron } from '../e2e/support/apps.ts'
import { fusesOf } from './fuses.ts'
import { electronOrReason, openScreen } from './support.ts'

const npmRunPackage = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/package.ts', ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
  })

describe('npm run package', () => {
  it('without an Electron says in one line what is missing', () => {
    const { status, stderr } = npmRunPackage('--electron', '/nowhere')
    expect(status).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain('No Electron in')
  })
})

const electron = electronOrReason()
// Elsewhere the package is another one, and the story is told in the program as npm start opens it.
const isLinux = process.platform === 'linux'
const folder = join(projectRoot, 'release/linux-unpacked')
const program = join(folder, 'leadwright')

beforeAll(() => {
  if (electron === null || !isLinux) return
  const { status, stderr } = npmRunPackage()
  if (status !== 0) throw new Error(stderr)
})

describe.skipIf(electron === null || !isLinux)('the packaged program', () => {
  it('[DS25] has its fuses set: no Node by switch, variable or debugger, no code but its own archive', () => {
    expect(fusesOf(program)).toMatchObject({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    })
    expect(readdirSync(join(folder, 'resources')).filter((name) => name.startsWith('app'))).toEqual([
      'app.asar',
    ])
  })

  it('[DS25] and so runs no script that it is handed', () => {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    const { stdout } = spawnSync(program, ['-e', 'console.log("ran " + process.pid)'], {
      env,
      encoding: 'utf8',
      timeout: 5000,
      killSignal: 'SIGKILL',
    })
    expect(stdout ?? '').not.toContain('ran')
  })
})

// Where a package can be made it is the one to prove: as npm start opens it the desktop app is killed in recovery.test.
describe.skipIf(electron === null)('the same story in the desktop app', () => {
  let screen: Awaited<ReturnType<typeof openScreen>>
  beforeAll(async () => {
    screen = await openScreen()
  })
  afterAll(() => screen?.close())

  it(isLinux ? 'as npm run package makes it' : 'as npm start opens it', async () => {
    const [shell, app] = isLinux ? [program, null] : [electron!, projectRoot]
    await story((profile, central) => openInElectron(shell, app, profile, central, screen.display))
  })
})
