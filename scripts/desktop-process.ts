import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { sandboxArgs } from './electron-binary.ts'

export interface DesktopProcess {
  /** Resolves when the window has been closed, with the exit code (null after a signal or a failed start). */
  ended: Promise<number | null>
  stop(): Promise<void>
}

const STOPS_WITHIN_MS = 5_000

/** Opens the built desktop shell on a central, with its files in the data folder. */
export function startDesktop(
  electron: string,
  root: string,
  dataDir: string,
  central: string,
): DesktopProcess {
  const log = openSync(join(dataDir, 'desktop.log'), 'w', 0o600)
  const child = spawn(electron, [...sandboxArgs(), `--user-data-dir=${join(dataDir, 'desktop')}`, root], {
    env: { ...process.env, LEADWRIGHT_CENTRAL: central },
    // A group of its own: Ctrl-C in the terminal reaches only us, and we stop the parts in order.
    detached: process.platform !== 'win32',
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const ended = new Promise<number | null>((done) => {
    child.once('exit', (code) => done(code))
    child.once('error', () => done(null))
  })
  return { ended, stop: () => stopChild(child, ended) }
}

async function stopChild(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
  child.kill('SIGTERM')
  // All it said is saved is on disk: a window that hangs may be ended.
  const hard = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS)
  await ended
  clearTimeout(hard)
}
