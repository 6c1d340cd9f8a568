import { type ChildProcess, spawn } from 'node:child_process'
import { chromium, type Page } from 'playwright-core'
import { findChromium } from '../../setup/chromium.ts'

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
  const root = process.getuid?.() === 0
  // Started by hand, in a process group of its own: only so can all of it be killed at one moment.
  const child = spawn(
    path,
    [
      '--headless',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      '--window-size=1440,900',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
      ...(root ? ['--no-sandbox'] : []),
      'about:blank',
    ],
    { env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const browser = await chromium.connectOverCDP(await devtoolsAddress(child))
  const context = browser.contexts()[0]!
  const page = context.pages()[0] ?? (await context.newPage())
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(url)
  const ended = new Promise((done) => child.once('exit', done))
  return {
    page,
    async kill() {
      process.kill(-child.pid!, 'SIGKILL')
      await ended
    },
    async close() {
      const session = await browser.newBrowserCDPSession()
      await session.send('Browser.close')
      await ended
    },
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
    child.once('exit', (code) => failed(new Error(`Chromium ended with ${code}: ${text.slice(-2000)}`)))
  })
}
