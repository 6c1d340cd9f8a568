import { type ChildProcess, spawn } from 'node:child_process'
import { chromium, type Page } from 'playwright-core'
import { launchArgs, launchEnv, tempFolderIn } from '../../electron/support.ts'
import { CHROMIUM_ARGS, findChromium } from '../../setup/chromium.ts'
import { until } from './central.ts'

/** The desk as a person has it before them, in whatever shell; and as a power cut meets it. */
export interface App {
  page: Page
  /** SIGKILL to every process of it at once. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** Opens the desk in a real Chromium on a profile folder that survives a kill. */
export async function openInBrowser(profile: string, url: string): Promise<App> {
  const { path, env } = await findChromium()
  const args = [
    '--headless',
    `--user-data-dir=${profile}`,
    ...CHROMIUM_ARGS,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    'about:blank',
  ]
  const app = await openProgram(path, args, { ...process.env, ...env, ...tempFolderIn(profile) })
  await app.page.setViewportSize({ width: 1440, height: 900 })
  await app.page.goto(url)
  return app
}

/**
 * Opens the desk in a real Electron. `app`: the folder of its package.json; null for a packaged program, which carries its own.
 * `display`: the X display to draw on.
 */
export function openInElectron(
  program: string,
  app: string | null,
  profile: string,
  central: string,
  display: string | undefined,
): Promise<App> {
  const options = { electron: program, app: app ?? '', userData: profile, central, display }
  return openProgram(program, launchArgs(options).filter(Boolean), launchEnv(options))
}

/** Started by hand, in a process group of its own: only so can all of it be killed at one moment. */
async function openProgram(path: string, args: string[], env: NodeJS.ProcessEnv): Promise<App> {
  const child = spawn(path, ['--remote-debugging-port=0', ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  })
  // Who ends this process ends the group, too, which no signal to ours reaches: what waits for the page fails then, and puts away the rest.
  const interrupted = () => process.kill(-child.pid!, 'SIGKILL')
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted)
  const ended = new Promise<void>((done) =>
    child.once('exit', () => {
      process.off('SIGINT', interrupted).off('SIGTERM', interrupted)
      done()
    }),
  )
  const browser = await chromium.connectOverCDP(await devtoolsAddress(child))
  const page = await until('the window', async () => browser.contexts()[0]?.pages()[0])
  const end = async (pid: number, signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) process.kill(pid, signal)
    await ended
  }
  return {
    page,
    kill: () => end(-child.pid!, 'SIGKILL'),
    close: () => end(child.pid!, 'SIGTERM'),
  }
}

function devtoolsAddress(child: ChildProcess): Promise<string> {
  return new Promise((found, failed) => {
    let text = ''
    child.stderr!.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const address = /DevTools listening on (ws:\S+)/.exec(text)?.[1]
      if (address) found(address)
    })
    child.once('exit', (code) => failed(new Error(`it ended with ${code}: ${text.slice(-2000)}`)))
  })
}
