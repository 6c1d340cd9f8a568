import { existsSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { stopServer } from '../central/postgres/embedded.ts'
import { placeOf } from '../central/postgres/place.ts'
import { projectRoot } from './project-root.ts'

/** Where `npm start` keeps its data unless told otherwise: in the project, so that it goes with it. */
export function defaultDataDir(): string {
  return join(projectRoot, '.leadwright')
}

/** Made so that only its owner can look inside; as root also passed through by the database's own user. */
export function makeDataDir(dataDir: string): void {
  mkdirSync(dataDir, { recursive: true, mode: process.getuid?.() === 0 ? 0o711 : 0o700 })
}

/**
 * Gives the data folder another name beside itself, with the time in it, and returns that; null when there was none. A folder
 * that holds something else is left where it is, with an error. A database server that was left running on it is stopped first.
 */
export async function moveAside(dataDir: string, now: Date): Promise<string | null> {
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) return null
  if (!['folder-id', 'central.log'].some((name) => existsSync(join(dataDir, name))))
    throw new Error(`--fresh moves only a data folder of Leadwright aside, and ${dataDir} is none`)
  await stopServer(await placeOf(dataDir))
  const base = `${dataDir}.${now.toISOString().slice(0, 19).replaceAll(':', '-')}`
  let aside = base
  for (let n = 2; existsSync(aside); n++) aside = `${base}-${n}`
  renameSync(dataDir, aside)
  return aside
}
