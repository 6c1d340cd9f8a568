import type { Desktop } from '../../shared/ipc/contract.ts'
import { fileSafe } from '../db/database/file-safe.ts'
import { exportKey, importKey } from './wrapped-key.ts'

/** Where the system itself keeps the data key, so that a start needs no password. */
export interface KeyVault {
  /** Null when there is none, or no keyring at all. */
  get(personId: string): Promise<CryptoKey | null>
  set(personId: string, key: CryptoKey): Promise<void>
  delete(personId: string): Promise<void>
}

/** @param desktop null in a browser, which has no such thing */
export function createKeyVault(desktop: Desktop | null): KeyVault {
  const name = (personId: string) => `data-key-${fileSafe(personId)}`
  const ready = async () => desktop !== null && (await desktop.invoke('vault:available'))
  return {
    async get(personId) {
      const text = (await ready()) ? await desktop!.invoke('vault:get', name(personId)) : null
      return text === null ? null : importKey(text)
    },
    async set(personId, key) {
      if (await ready()) await desktop!.invoke('vault:set', name(personId), await exportKey(key))
    },
    async delete(personId) {
      if (await ready()) await desktop!.invoke('vault:delete', name(personId))
    },
  }
}
