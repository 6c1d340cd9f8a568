import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../setup/free-port.ts'
import { removeDataDir, tempDataDir, until } from '../support.ts'

const root = resolve(import.meta.dirname, '../../..')

/** Central as a process of its own, on a port that it keeps, with a clock that tests set: killed and started again at will. */
export interface CentralProcess {
  url: string
  /** Holds its database, where the environment names none. */
  dataDir: string
  /** Epoch milliseconds by central's clock, which runs on while it is down. */
  now(): number
  /** SIGKILL, and a new start that much later by its own clock. */
  kill(laterMs?: number): Promise<void>
  /** SIGKILL alone, and the start after it. */
  die(): Promise<void>
  start(): Promise<void>
  /** How often it was killed. */
  kills(): number
  /** The service token of the process that runs now. */
  token(): Promise<string>
  dispose(): Promise<void>
}

interface Options {
  /** ISO instant at the start. */
  clock: string
  env: Record<string, string>
}

export async function centralProcess({ clock, env }: Options): Promise<CentralProcess> {
  const dataDir = await tempDataDir()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let [set, at] = [Date.parse(clock), Date.now()]
  const now = () => set + (Date.now() - at)
  let child: ChildProcess
  let kills = 0

  async function start(): Promise<void> {
    const flags = ['--port', String(port), '--data', dataDir, '--clock', new Date(now()).toISOString()]
    child = spawn(process.execPath, ['dist/central/server.js', ...flags], {
      cwd: root,
      env: { ...process.env, ...env },
      // By the last of them central notices when this process is gone, and ends, too.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    let output = ''
    for (const stream of [child.stdout!, child.stderr!])
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
    await until('central starts', () => /^central http/m.test(output) || child.exitCode !== null, 180_000)
    if (child.exitCode !== null) throw new Error(`central ended: ${output}`)
  }
  async function end(signal: NodeJS.Signals): Promise<void> {
    const gone = new Promise((done) => child.once('exit', done))
    child.kill(signal)
    await gone
  }
  async function die(): Promise<void> {
    kills += 1
    await end('SIGKILL')
  }
  await start()
  return {
    url,
    dataDir,
    now,
    kills: () => kills,
    die,
    start,
    async kill(laterMs = 0) {
      await die()
      ;[set, at] = [now() + laterMs, Date.now()]
      await start()
    },
    async token() {
      return JSON.parse(await readFile(join(dataDir, 'central.json'), 'utf8')).serviceToken
    },
    async dispose() {
      await end('SIGTERM')
      await removeDataDir(dataDir)
    },
  }
}

/** Asks again while central is down or starts: what every client of it does. */
export async function again<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await ask()
    } catch (error) {
      if (tries === 300) throw error
      await sleep(100)
    }
  }
}
