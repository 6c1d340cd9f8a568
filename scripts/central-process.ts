import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { type Announced, announcedIn } from './announced.ts'

export interface CentralProcess extends Announced {
  /** What it found worth a line at its start: where its files are, a setting that does not help. */
  notes: string[]
  /** Resolves when the process has ended, for whatever reason. */
  ended: Promise<void>
  /** Asks it to stop and waits until it and its database have. */
  stop(): Promise<void>
}

const logLine = z.object({ level: z.number(), msg: z.string() })
const READY_WITHIN_MS = 180_000

/**
 * Starts the built central and waits until it takes requests. Throws an Error with the end of its log when it does not, or when
 * `signal` says to stop meanwhile; then it is stopped again.
 */
export async function startCentral(
  root: string,
  { dataDir, port, clock }: { dataDir: string; port: number; clock: string | null },
  signal: AbortSignal,
): Promise<CentralProcess> {
  const logFile = join(dataDir, 'central.log')
  const log = openSync(logFile, 'w', 0o600)
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      join(root, 'dist/central/server.js'),
      '--port',
      String(port),
      '--data',
      dataDir,
      '--static',
      join(root, 'dist/renderer'),
      '--demo',
      ...(clock === null ? [] : ['--clock', clock]),
    ],
    {
      cwd: root,
      // A group of its own: Ctrl-C in the terminal reaches only us, and we stop the parts in order.
      detached: process.platform !== 'win32',
      windowsHide: true,
      // Over the channel it is told to stop where there are no signals, and notices when we are gone.
      stdio: ['ignore', log, log, 'ipc'],
    },
  )
  closeSync(log)
  const ended = new Promise<void>((done) => {
    child.once('exit', () => done())
    child.once('error', () => done())
  })
  const stop = () => stopChild(child, ended)
  let announced: Announced
  try {
    announced = await untilAnnounced(dataDir, child, signal)
  } catch (error) {
    await stop()
    signal.throwIfAborted()
    const tail = readFileSync(logFile, 'utf8').trim().split('\n').slice(-8).join('\n')
    throw new Error(`${(error as Error).message}; the end of ${logFile}:\n${tail}`)
  }
  return { ...announced, notes: warnings(readFileSync(logFile, 'utf8')), ended, stop }
}

/** True when nobody listens on this port of this machine. */
export async function isPortFree(port: number): Promise<boolean> {
  const server = createServer()
  const free = await new Promise<boolean>((done) => {
    server.once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => done(true))
  })
  if (free) await new Promise((done) => server.close(done))
  return free
}

/** The messages of a log's lines of level warn and above. */
function warnings(log: string): string[] {
  return log
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => logLine.parse(JSON.parse(line)))
    .filter(({ level }) => level >= 40)
    .map(({ msg }) => msg)
}

/** What it says of itself when it takes requests; a note that a killed one has left is not its own. */
async function untilAnnounced(dataDir: string, child: ChildProcess, signal: AbortSignal): Promise<Announced> {
  const deadline = performance.now() + READY_WITHIN_MS
  while (performance.now() < deadline) {
    signal.throwIfAborted()
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('central ended at its start')
    const announced = announcedIn(dataDir)
    if (announced && announced.pid === child.pid) return announced
    await sleep(100)
  }
  throw new Error(`central did not take requests within ${READY_WITHIN_MS / 1000} s`)
}

async function stopChild(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    if (process.platform === 'win32') child.send('stop')
    else child.kill('SIGTERM')
  }
  await ended
}
