import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { officeNow } from '../../setup/office-hours.ts'

const root = resolve(import.meta.dirname, '../../..')

/** A real central process on its embedded PostgreSQL, in office hours, that a test may kill and start again on the same data. */
export class CentralProcess {
  private child: ChildProcess | null = null
  private log = ''

  constructor(
    readonly dataDir: string,
    readonly port: number,
    private readonly flags: string[] = [],
    private readonly now: () => number = officeNow,
  ) {}

  get url() {
    return `http://127.0.0.1:${this.port}`
  }

  /** Starts it and waits until it answers. */
  async start(): Promise<void> {
    const args = [
      'dist/central/server.js',
      '--port',
      String(this.port),
      '--data',
      this.dataDir,
      '--clock',
      new Date(this.now()).toISOString(),
      ...this.flags,
    ]
    // By this line central notices when this process is gone, and ends, too.
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    this.child = child
    const note = (chunk: Buffer) => {
      this.log = (this.log + chunk.toString()).slice(-20_000)
    }
    child.stdout?.on('data', note)
    child.stderr?.on('data', note)
    const end = Date.now() + 90_000
    while (Date.now() < end) {
      if (child.exitCode !== null) throw new Error(`central ended with ${child.exitCode}:\n${this.log}`)
      if (this.isAnnounced(child.pid) && (await answers(`${this.url}/api/v1/health`))) return
      await sleep(100)
    }
    throw new Error(`central did not answer:\n${this.log}`)
  }

  /** Its note may still be that of a process that was killed. */
  private isAnnounced(pid: number | undefined): boolean {
    const note = join(this.dataDir, 'central.json')
    return existsSync(note) && readFileSync(note, 'utf8').includes(`"pid":${pid},`)
  }

  /** SIGTERM, waiting for its end; or SIGKILL, as a power cut would. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.child
    this.child = null
    if (!child || child.exitCode !== null) return
    const ended = new Promise((done) => child.once('exit', done))
    child.kill(signal)
    await ended
  }

  /** What the REST API answers the service that central made for this machine. */
  async api<T>(path: string, init: RequestInit = {}): Promise<T> {
    return (await (await this.call(path, init)).json()) as T
  }

  /** The answer itself; throws when it is a refusal. */
  async call(path: string, init: RequestInit = {}): Promise<Response> {
    const state = JSON.parse(readFileSync(join(this.dataDir, 'central.json'), 'utf8')) as {
      serviceToken: string
    }
    const response = await fetch(`${this.url}/api/v1${path}`, {
      ...init,
      headers: {
        authorization: `Bearer ${state.serviceToken}`,
        ...(init.body ? { 'content-type': 'application/json' } : {}),
        ...init.headers,
      },
    })
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
    return response
  }
}

export const sleep = (ms: number) => new Promise<void>((done) => setTimeout(done, ms))

/** Polls until `probe` gives something truthy; throws with `what` after the time. */
export async function until<T>(what: string, probe: () => Promise<T>, ms = 30_000): Promise<NonNullable<T>> {
  const end = Date.now() + ms
  while (Date.now() < end) {
    const found = await probe()
    if (found) return found as NonNullable<T>
    await sleep(100)
  }
  throw new Error(`waited ${ms} ms in vain for: ${what}`)
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok
  } catch {
    return false // nobody listens yet
  }
}
