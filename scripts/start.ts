import { centralRunningOn } from './announced.ts'
import { build } from './build/build.ts'
import { type CentralProcess, isPortFree, startCentral } from './central-process.ts'
import { makeDataDir, moveAside } from './data-dir.ts'
import { demoAccounts } from './demo-accounts.ts'
import { type DesktopProcess, startDesktop } from './desktop-process.ts'
import { findElectron, noScreen } from './electron-binary.ts'
import { installElectron } from './install-electron.ts'
import { openBrowser } from './open-browser.ts'
import { projectRoot } from './project-root.ts'
import { HELP, type StartOptions, startOptions } from './start-options.ts'

/** An Electron that fails within this time has not been used yet. */
const STARTS_WITHIN_MS = 15_000

const say = (line: string) => console.log(line)

/** Aborts on Ctrl-C (which npm passes on a second time), a closed terminal, or another program's asking. */
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => stopping.abort(new Error('stopped')))
}
const stopAsked = new Promise<void>((done) =>
  stopping.signal.addEventListener('abort', () => {
    // At once: what was begun, as loading the demo campaign, is finished first and takes its seconds.
    say('stopping')
    done()
  }),
)

try {
  const options = startOptions(process.argv.slice(2))
  if (options.help) say(HELP)
  else await start(options)
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  }
}

async function start(options: StartOptions): Promise<void> {
  const { port, dataDir } = options
  if (!(await isPortFree(port))) {
    throw new Error(
      `Port ${port} is in use, perhaps by a Leadwright that already runs: http://127.0.0.1:${port}. Stop it, or choose ` +
        'another with --port N (the address owns what the browser has stored, so no other is taken by itself).',
    )
  }
  const running = await centralRunningOn(dataDir)
  if (running) throw new Error(`Leadwright already runs on ${dataDir}: ${running.url}`)
  await build(projectRoot, say)
  stopping.signal.throwIfAborted()
  if (options.fresh) {
    if (process.env.DATABASE_URL)
      throw new Error('--fresh cannot move a database of your own (DATABASE_URL) aside')
    const aside = await moveAside(dataDir, new Date())
    if (aside) say(`the old data is now in ${aside}`)
  }
  makeDataDir(dataDir)
  const central = await startCentral(projectRoot, options, stopping.signal)
  let desktop: DesktopProcess | null = null
  try {
    say(`Leadwright runs at ${central.url}; its data is in ${dataDir}`)
    for (const note of central.notes) say(note)
    if (options.clock) say(`its clock began at ${options.clock}; desks follow it`)
    desktop = await open(options, central)
    for (const line of await demoAccounts(central)) say(line)
    const closed = desktop ? windowClosed(desktop, central.url) : new Promise<void>(() => undefined)
    await Promise.race([stopAsked, central.ended.then(centralGone), closed])
  } finally {
    if (!stopping.signal.aborted) say('stopping')
    await desktop?.stop()
    await central.stop()
  }
}

/** The desktop app, where it can be had; else the browser; else nothing but what is printed. */
async function open(
  { open, dataDir }: StartOptions,
  { url }: CentralProcess,
): Promise<DesktopProcess | null> {
  if (open === 'desktop') {
    const reason = noScreen(process.env) ?? (await noElectron())
    const electron = findElectron(projectRoot, process.env)
    if (electron && reason === null) return startDesktop(electron, projectRoot, dataDir, url)
    say(`No desktop app here: ${reason}. The same app runs in the browser.`)
  }
  await openInBrowser(url, open !== 'nothing')
  return null
}

async function noElectron(): Promise<string | null> {
  if (findElectron(projectRoot, process.env)) return null
  return installElectron(projectRoot, process.env, say, stopping.signal)
}

async function openInBrowser(url: string, wanted: boolean): Promise<void> {
  const opened = wanted && (await openBrowser(url))
  say(opened ? 'Ctrl-C stops it.' : `Open ${url} in a browser. Ctrl-C stops it.`)
}

/** Resolves when the person has closed the window; an Electron that cannot run here gives way to the browser. */
async function windowClosed(desktop: DesktopProcess, url: string): Promise<void> {
  const began = performance.now()
  const code = await desktop.ended
  if (code === 0 || stopping.signal.aborted || performance.now() - began > STARTS_WITHIN_MS) return
  say(
    'The desktop app did not start (desktop.log in the data folder says why). The same app runs in the browser.',
  )
  await openInBrowser(url, true)
  await stopAsked
}

function centralGone(): never {
  throw new Error('central has ended by itself; see central.log in the data folder')
}
