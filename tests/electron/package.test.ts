import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../../scripts/project-root.ts'
import { recordingCentral } from './recording-central.ts'
import { electronOrReason, launchArgs, launchEnv, openScreen } from './support.ts'

const electron = electronOrReason()
const pack = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'scripts/package.ts', ...args], {
    cwd: projectRoot,
    encoding: 'utf8',
  })

describe('npm run package', () => {
  it('without an Electron says in one line what is missing', () => {
    const { status, stderr } = pack('--electron', '/nowhere')
    expect(status).toBe(1)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).toContain('No Electron in')
  })
})

describe.skipIf(electron === null || process.platform !== 'linux')(
  'the packaged app',
  { timeout: 180_000 },
  () => {
    let central: Awaited<ReturnType<typeof recordingCentral>>
    let screen: Awaited<ReturnType<typeof openScreen>>
    let userData: string
    let app: ChildProcess | null = null

    beforeAll(async () => {
      userData = mkdtempSync(join(tmpdir(), 'leadwright-packaged-'))
      central = await recordingCentral()
      screen = await openScreen()
    })
    afterAll(async () => {
      const program = app
      if (program?.kill()) await new Promise((done) => program.once('exit', done))
      await central?.close()
      screen?.close()
      if (userData) rmSync(userData, { recursive: true, force: true })
    })

    it('[DS1] [DS4] opens the page and reaches central', async () => {
      const { status, stderr } = pack('--electron', dirname(electron!))
      expect(stderr).toBe('')
      expect(status).toBe(0)
      const launch = { electron: electron!, app: '', userData, central: central.url, display: screen.display }
      // Its fuses forbid Node's inspector, so that the page is spoken to as to any Chromium.
      const args = [...launchArgs(launch).filter((arg) => arg !== ''), '--remote-debugging-port=0']
      const program = join(projectRoot, 'release/linux-unpacked/leadwright')
      app = spawn(program, args, { env: launchEnv(launch), stdio: 'ignore' })
      const port = () => {
        try {
          return Number(readFileSync(join(userData, 'DevToolsActivePort'), 'utf8').split('\n')[0])
        } catch {
          return 0 // not written yet
        }
      }
      await expect.poll(port, { timeout: 30_000 }).toBeGreaterThan(0)
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port()}`)
      await expect.poll(() => browser.contexts()[0]?.pages().length, { timeout: 30_000 }).toBe(1)
      const page = browser.contexts()[0]!.pages()[0]!
      await page.getByRole('textbox').first().waitFor()
      expect(page.url()).toBe('app://leadwright/')
      expect(await page.evaluate(() => fetch('/api/v1/health').then((answer) => answer.json()))).toEqual({
        ok: true,
      })
      await browser.close()
    })
  },
)
