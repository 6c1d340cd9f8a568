import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { giveTo, type Place, writeOnce } from './place.ts'
import { run } from './run.ts'
import { isServerOf } from './server-process.ts'

/** The PostgreSQL server of a data folder. It is no child of ours: it outlives a killed process and is taken over by the next. */
export interface EmbeddedServer {
  /** A connection string; changes when the server had to be started anew on another port. */
  url(): string
  /** Starts the server again if it is gone. */
  ensure(): Promise<void>
  /** Stops it, waiting for all that was written to be on the disk. */
  stop(): Promise<void>
}

const USER = 'leadwright'

/** @param connections at once; more than one central and what tends it need are for servers that several share */
export async function embeddedServer(
  dataDir: string,
  place: Place,
  connections = 60,
): Promise<EmbeddedServer> {
  const password = await passwordOf(dataDir)
  await initialise(place, password)
  let port = await start(place, connections)
  return {
    url: () => `postgres://${USER}:${password}@127.0.0.1:${port}/postgres`,
    async ensure() {
      port = await start(place, connections)
    },
    stop: () => stopServer(place),
  }
}

async function passwordOf(dataDir: string): Promise<string> {
  const file = join(dataDir, 'database-password')
  await writeOnce(file, randomBytes(24).toString('base64url'))
  return (await readFile(file, 'utf8')).trim()
}

/** Made in a folder beside and renamed: a half-made database is never taken for one. */
async function initialise(place: Place, password: string): Promise<void> {
  if (await exists(join(place.pgData, 'PG_VERSION'))) return
  const half = `${place.pgData}.${randomBytes(8).toString('hex')}`
  const passwordFile = join(tmpdir(), `leadwright-${randomBytes(8).toString('hex')}`)
  await mkdir(half, { mode: 0o700 })
  await giveTo(half, place.runAs)
  await writeFile(passwordFile, password, { mode: 0o600 })
  await giveTo(passwordFile, place.runAs)
  try {
    await run(
      place.binaries.initdb,
      [
        `--pgdata=${half}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      place.runAs,
    )
  } finally {
    await rm(passwordFile)
  }
  try {
    await rename(half, place.pgData)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    // Another process was first.
    if (!(await exists(join(place.pgData, 'PG_VERSION')))) throw error
  }
}

/** The port of the running server; starts one when none runs. */
async function start(place: Place, connections: number): Promise<number> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const running = await runningServer(place)
    if (running) return running.port
    const port = await freePort()
    await forgetForeignPid(place)
    try {
      await run(place.binaries.pgCtl, startArgs(place, port, connections), place.runAs)
    } catch (error) {
      // The port was taken meanwhile, another process starts it too, or the last children of a killed server still hold its memory.
      if (Date.now() > deadline) throw error
      await sleep(200)
    }
  }
}

function startArgs(place: Place, port: number, connections: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    max_connections: String(connections),
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_destination: 'stderr',
    logging_collector: 'off',
  }
  const options = Object.entries(settings).map(([name, value]) => `-c ${name}=${value || "''"}`)
  return [
    'start',
    '--wait',
    '--timeout=60',
    '--silent',
    `--pgdata=${place.pgData}`,
    `--log=${join(place.pgData, 'server.log')}`,
    `--options=${options.join(' ')}`,
  ]
}

/** Whether it runs and takes connections. */
export const isRunning = async (place: Place): Promise<boolean> => (await runningServer(place)) !== null

/** What postmaster.pid says, if the process it names lives. */
async function runningServer(place: Place): Promise<{ pid: number; port: number } | null> {
  let lines: string[]
  try {
    lines = (await readFile(join(place.pgData, 'postmaster.pid'), 'utf8')).split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const pid = Number(lines[0])
  const port = Number(lines[3])
  // The last line says "ready" once connections are taken.
  return pid > 0 && port > 0 && lines[7]?.trim() === 'ready' && (await isServerOf(pid, place.pgData))
    ? { pid, port }
    : null
}

/** PostgreSQL will not start while the process of its pid file lives, though after a crash that number may be any other program's. */
async function forgetForeignPid(place: Place): Promise<void> {
  const file = join(place.pgData, 'postmaster.pid')
  if (!(await exists(file))) return
  const pid = Number((await readFile(file, 'utf8')).split('\n')[0])
  if (pid > 0 && !(await isServerOf(pid, place.pgData))) await rm(file, { force: true })
}

export async function stopServer(place: Place): Promise<void> {
  if (!(await exists(join(place.pgData, 'postmaster.pid')))) return
  const args = ['stop', '--wait', '--timeout=60', '--silent', '--mode=fast', `--pgdata=${place.pgData}`]
  try {
    await run(place.binaries.pgCtl, args, place.runAs)
  } catch (error) {
    // A server that was killed leaves its pid file: then there is nothing to stop.
    if (await runningServer(place)) throw error
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((done, fail) => {
    server.once('error', fail)
    server.listen(0, '127.0.0.1', done)
  })
  const { port } = server.address() as { port: number }
  await new Promise((done) => server.close(done))
  return port
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
    throw error
  }
}
