import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { build } from '../../scripts/build/build.ts'
import { findElectron, sandboxArgs } from '../../scripts/electron-binary.ts'
import { projectRoot } from '../../scripts/project-root.ts'

/** The Electron of this machine, or null with the reason printed: tests that need one are skipped then, but on a build server they fail. */
export function electronOrReason(): string | null {
  const electron = findElectron(projectRoot, process.env)
  const reason = 'no Electron on this machine: set ELECTRON_OVERRIDE_DIST_PATH'
  if (!electron && process.env.LEADWRIGHT_REQUIRE_BROWSERS) throw new Error(reason)
  if (!electron) console.log(`skipped: ${reason}`)
  return electron
}

/** A screen to draw on: the one there is, or a virtual one. */
export async function openScreen(): Promise<{ display: string | undefined; close(): void }> {
  if (process.platform !== 'linux' || process.env.DISPLAY) {
    return { display: process.env.DISPLAY, close: () => undefined }
  }
  const xvfb = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  const number = await new Promise<string>((done, fail) => {
    xvfb.once('error', fail)
    xvfb.stdio[3]?.once('data', (bytes: Buffer) => done(bytes.toString().trim()))
  })
  return { display: `:${number}`, close: () => void xvfb.kill() }
}

/** The built shell around a page of the test's own, in a folder of its own. */
export async function shellWithPage(files: Record<string, string>): Promise<{ dir: string; remove(): void }> {
  await build(projectRoot, console.log, ['desktop-shell'])
  const dir = mkdtempSync(join(tmpdir(), 'leadwright shell '))
  cpSync(join(projectRoot, 'dist/electron'), join(dir, 'dist/electron'), { recursive: true })
  cpSync(join(projectRoot, 'package.json'), join(dir, 'package.json'))
  mkdirSync(join(dir, 'dist/renderer'))
  for (const [name, content] of Object.entries(files))
    writeFileSync(join(dir, 'dist/renderer', name), content)
  return { dir, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

export interface Launch {
  electron: string
  /** The folder of package.json. */
  app: string
  userData: string
  central: string
  display: string | undefined
}

export function launchArgs({ app, userData }: Launch): string[] {
  return [...sandboxArgs(), '--disable-gpu', '--disable-dev-shm-usage', `--user-data-dir=${userData}`, app]
}

/** What a killed program leaves in its temporary folder goes with its user data. */
export function tempFolderIn(userData: string): { TMPDIR: string } {
  const TMPDIR = join(userData, 'tmp')
  mkdirSync(TMPDIR, { recursive: true })
  return { TMPDIR }
}

export function launchEnv({ central, display, userData }: Launch): Record<string, string> {
  const env = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  if (display !== undefined) env.push(['DISPLAY', display])
  return { ...Object.fromEntries(env), ...tempFolderIn(userData), LEADWRIGHT_CENTRAL: central }
}

export function launch(options: Launch): Promise<ElectronApplication> {
  return _electron.launch({
    executablePath: options.electron,
    args: launchArgs(options),
    env: launchEnv(options),
  })
}

/** Starts the program without a debugger's line to it. */
export function spawnShell(options: Launch): ChildProcess {
  return spawn(options.electron, launchArgs(options), { env: launchEnv(options), stdio: 'ignore' })
}
