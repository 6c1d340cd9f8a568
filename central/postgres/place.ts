import { randomUUID } from 'node:crypto'
import { chmod, chown, cp, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type Binaries, binariesAt, shippedBinaries } from './binaries.ts'
import type { RunAs } from './run.ts'
import { serverUser } from './system-user.ts'

/** Where the embedded server of a data folder lives, and as whom it runs. */
export interface Place {
  /** Of this data folder alone; made with it. */
  id: string
  /** PostgreSQL's own data directory. */
  pgData: string
  binaries: Binaries
  runAs: RunAs | null
  /** In one line, what a person may wonder about; null when all is where it was asked for. */
  note: string | null
}

const SHARED_HOME = '/var/lib/leadwright'

/** Finds the place of a data folder's server; the folder is made when it is not there. `programs`: left out, the shipped ones. */
export async function placeOf(dataDir: string, programs?: Binaries): Promise<Place> {
  const runAs = await serverUser()
  const id = await folderId(dataDir)
  const shipped = programs ?? (await shippedBinaries())
  if (!runAs) return { id, pgData: join(dataDir, 'postgres'), binaries: shipped, runAs, note: null }
  const near = await canEnter(dataDir, runAs)
  const home = near ? dataDir : join(SHARED_HOME, id)
  await mkdir(home, { recursive: true, mode: 0o755 })
  const binaries = (await canEnter(shipped.root, runAs)) ? shipped : await copyOf(shipped)
  const note = near
    ? null
    : `As root the database runs as the user postgres, who cannot enter ${resolve(dataDir)}: its files are in ${home}`
  return { id, pgData: join(home, 'postgres'), binaries, runAs, note }
}

/** The identity of a data folder: two processes that find it empty agree on one. */
export async function folderId(dataDir: string): Promise<string> {
  // As root the database's own user must be able to pass through; every file in it is closed by its own mode.
  await mkdir(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
  const file = join(dataDir, 'folder-id')
  await writeOnce(file, randomUUID())
  return (await readFile(file, 'utf8')).trim()
}

/** Writes a file that only we may read, unless it is there. Written beside and linked: nobody reads half of it. */
export async function writeOnce(file: string, content: string): Promise<void> {
  const half = `${file}.${randomUUID()}`
  await writeFile(half, content, { mode: 0o600, flush: true })
  try {
    await link(half, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await rm(half)
  }
}

async function canEnter(path: string, who: RunAs): Promise<boolean> {
  for (let at = resolve(path); ; at = dirname(at)) {
    const s = await stat(at)
    const bit = s.uid === who.uid ? 0o100 : s.gid === who.gid ? 0o010 : 0o001
    if ((s.mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

/** The programs once more where the server's user can reach them; made beside and renamed, so that a half copy is never used. */
async function copyOf(shipped: Binaries): Promise<Binaries> {
  const stamp = (await stat(shipped.pgCtl)).mtimeMs.toString(36).replace('.', '')
  const target = join(SHARED_HOME, `${basename(dirname(shipped.root))}-${stamp}`)
  try {
    await stat(target)
  } catch {
    const half = `${target}.${randomUUID()}`
    await cp(shipped.root, half, { recursive: true, verbatimSymlinks: true })
    await chmod(half, 0o755)
    try {
      await rename(half, target)
    } catch (error) {
      // Another process was first.
      await rm(half, { recursive: true, force: true })
      await stat(target).catch(() => {
        throw error
      })
    }
  }
  return binariesAt(target, shipped)
}

/** Gives a path to the server's user. */
export async function giveTo(path: string, runAs: RunAs | null): Promise<void> {
  if (runAs) await chown(path, runAs.uid, runAs.gid)
}
