import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const HOST = 'https://github.com/electron/electron/releases/download/'
const REACHED_WITHIN_MS = 8_000
const DONE_WITHIN_MS = 180_000
const REMEMBERED_MS = 24 * 60 * 60 * 1000

/**
 * Tries once, within limits of time, to fetch the Electron that the package names. A failure is remembered for a day, so
 * that the next start does not wait for it again; being stopped by `signal` is none. Returns why there is no Electron, or
 * null when it was fetched.
 */
export async function installElectron(
  root: string,
  env: NodeJS.ProcessEnv,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<string | null> {
  const installer = join(root, 'node_modules', 'electron', 'install.js')
  // Beside the packages: a new `npm ci` clears it, and with it comes another try.
  const failed = join(root, 'node_modules', '.cache', 'leadwright', 'electron-not-fetched')
  if (!existsSync(installer)) return 'Electron is not among the installed packages'
  if (existsSync(failed) && Date.now() - statSync(failed).mtimeMs < REMEMBERED_MS) {
    return 'Electron could not be fetched last time (node node_modules/electron/install.js tries again)'
  }
  const host = env.ELECTRON_MIRROR || env.npm_config_electron_mirror || HOST
  say('fetching Electron, once (up to 3 minutes)')
  if ((await reaches(host)) && (await run(installer))) return null
  signal.throwIfAborted()
  mkdirSync(dirname(failed), { recursive: true })
  writeFileSync(failed, '')
  return `Electron could not be fetched from ${new URL(host).host}`
}

async function reaches(host: string): Promise<boolean> {
  try {
    await fetch(host, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACHED_WITHIN_MS) })
    return true
  } catch {
    return false // no network, or the host is closed here
  }
}

function run(installer: string): Promise<boolean> {
  const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: DONE_WITHIN_MS })
  return new Promise((done) => {
    child.once('error', () => done(false))
    child.once('exit', (code) => done(code === 0))
  })
}
