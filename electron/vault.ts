import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Keyring } from './keyring.ts'
import { writeFileDurably } from './write-file.ts'

/** Secrets on disk, sealed by the operating system's keyring. Without one nothing is ever written. */
export interface Vault {
  available(): Promise<boolean>
  /** null when there is none, or when this keyring cannot open it (another user's, a keyring made anew). */
  get(name: string): Promise<string | null>
  /** False: no keyring, nothing was stored. */
  set(name: string, secret: string): Promise<boolean>
  delete(name: string): Promise<void>
}

/** One file per secret below `dir`. */
export function openVault(dir: string, keyring: Keyring): Vault {
  const file = (name: string) => join(dir, `${name}.sealed`)
  return {
    available: () => keyring.available(),

    async get(name) {
      if (!(await keyring.available())) return null
      const sealed = await readFile(file(name)).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return null
        throw error
      })
      return sealed === null ? null : keyring.unseal(sealed)
    },

    async set(name, secret) {
      if (!(await keyring.available())) return false
      await mkdir(dir, { recursive: true, mode: 0o700 })
      await writeFileDurably(file(name), await keyring.seal(secret))
      return true
    },

    delete: (name) => rm(file(name), { force: true }),
  }
}
