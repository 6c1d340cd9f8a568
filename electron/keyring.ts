import type { SafeStorage } from 'electron'

/** The operating system's place for keys. */
export interface Keyring {
  available(): Promise<boolean>
  seal(secret: string): Promise<Uint8Array>
  /** null when this keyring did not seal it. */
  unseal(sealed: Uint8Array): Promise<string | null>
}

/**
 * Electron's safeStorage as a keyring. Linux without a secret service falls back to a key that everybody knows
 * ('basic_text'): that counts as no keyring. Older Electrons have the synchronous calls only, newer ones will not have them.
 */
export function systemKeyring(storage: SafeStorage, platform: NodeJS.Platform): Keyring {
  const hasAsync = typeof storage.encryptStringAsync === 'function'
  return {
    async available() {
      if (platform === 'linux' && ['basic_text', 'unknown'].includes(storage.getSelectedStorageBackend()))
        return false
      return hasAsync ? storage.isAsyncEncryptionAvailable() : storage.isEncryptionAvailable()
    },
    async seal(secret) {
      return hasAsync ? storage.encryptStringAsync(secret) : storage.encryptString(secret)
    },
    async unseal(sealed) {
      const bytes = Buffer.from(sealed)
      try {
        return hasAsync ? (await storage.decryptStringAsync(bytes)).result : storage.decryptString(bytes)
      } catch (error) {
        console.error('a stored secret cannot be opened with this keyring:', error)
        return null
      }
    },
  }
}
