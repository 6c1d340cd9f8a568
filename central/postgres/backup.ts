import { randomUUID } from 'node:crypto'
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import pg from 'pg'
import { embeddedServer, isRunning } from './embedded.ts'
import { giveTo, type Place, placeOf } from './place.ts'

/** What is left behind: it belongs to the running server, or is made anew. Folders stay, empty. */
const NOT_COPIED = new Set(['postmaster.pid', 'postmaster.opts', 'server.log'])
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
])
const PASSWORD = 'database-password'

/**
 * Copies the database of a data folder into a new folder while central works on: all that was committed when it began is in it. By
 * PostgreSQL's low-level backup (its documentation, "Making a Base Backup Using the Low Level API"). Throws when there is no database, or
 * the target is there.
 */
export async function backUp(dataDir: string, target: string): Promise<void> {
  const place = await placeOf(dataDir)
  if (!(await exists(join(place.pgData, 'PG_VERSION')))) throw new Error(`There is no database in ${dataDir}`)
  await refuseExisting(target)
  let idle = !(await isRunning(place))
  const server = await embeddedServer(dataDir, place)
  try {
    const client = new pg.Client({ connectionString: server.url() })
    await client.connect()
    try {
      // Where no central works, the server was started for this and ends with it.
      idle = await isTrue(client, 'select pg_try_advisory_lock(hashtextextended($1, 0)) as it', [place.id])
      await copyTo(target, dataDir, (to) => copyWhileRunning(client, place.pgData, to))
    } finally {
      await client.end()
    }
  } finally {
    if (idle) await server.stop()
  }
}

/** The target is there with everything in it, or not at all. */
async function copyTo(
  target: string,
  dataDir: string,
  copyDatabase: (to: string) => Promise<void>,
): Promise<void> {
  const half = `${target}.${randomUUID()}`
  try {
    await mkdir(half, { recursive: true, mode: 0o700 })
    await copyDatabase(join(half, 'postgres'))
    await cp(join(dataDir, PASSWORD), join(half, PASSWORD))
    await rename(half, target)
  } catch (error) {
    await rm(half, { recursive: true, force: true })
    throw error
  }
}

async function copyWhileRunning(client: pg.Client, from: string, to: string): Promise<void> {
  // Keeps the log from here on, until this connection ends.
  await client.query('select pg_create_physical_replication_slot($1, true, true)', [`backup_${process.pid}`])
  const { rows: began } = await client.query<{ segment: string }>(
    "select pg_walfile_name(pg_backup_start('leadwright', fast => true)) as segment",
  )
  await cp(from, to, {
    recursive: true,
    filter: (path) => !NOT_COPIED.has(basename(path)) && !EMPTIED.has(basename(dirname(path))),
  })
  const { rows: ended } = await client.query<{ labelfile: string }>('select labelfile from pg_backup_stop()')
  await writeFile(join(to, 'backup_label'), ended[0]!.labelfile)
  const log = join(from, 'pg_wal')
  for (const name of await readdir(log))
    if (/^[0-9A-F]{24}$/u.test(name) && name >= began[0]!.segment)
      await cp(join(log, name), join(to, 'pg_wal', name))
}

/** Puts a backup into a data folder that has no database yet. The caller makes it a new incarnation. */
export async function restore(backup: string, dataDir: string): Promise<Place> {
  if (!(await exists(join(backup, 'postgres', 'backup_label')))) throw new Error(`${backup} is no backup`)
  const place = await placeOf(dataDir)
  await refuseExisting(place.pgData)
  await refuseExisting(join(dataDir, PASSWORD))
  const half = `${place.pgData}.${randomUUID()}`
  await cp(join(backup, 'postgres'), half, { recursive: true })
  for (const path of [half, ...(await readdir(half, { recursive: true })).map((name) => join(half, name))])
    await giveTo(path, place.runAs)
  await writeFile(join(dataDir, PASSWORD), await readFile(join(backup, PASSWORD)), { mode: 0o600 })
  await rename(half, place.pgData)
  return place
}

async function refuseExisting(path: string): Promise<void> {
  if (await exists(path)) throw new Error(`${path} is there already: nothing was written`)
}

async function isTrue(client: pg.Client, query: string, values: string[]): Promise<boolean> {
  const { rows } = await client.query<{ it: boolean }>(query, values)
  return rows[0]?.it === true
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return false
      throw error
    },
  )
