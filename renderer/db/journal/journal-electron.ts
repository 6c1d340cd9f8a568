import type { Desktop } from '../../../shared/ipc/contract.ts'
import { fromBase64, toBase64 } from '../base64.ts'
import type { ByteFile } from './journal.ts'

const PIECE_BYTES = 1_000_000

/** The shell's journal: a file that its main process has fsynced before it answers. */
export function openShellFile(desktop: Desktop, name: string): ByteFile {
  return {
    async read() {
      const text = await desktop.invoke('journal:read', name)
      return text === null ? null : fromBase64(text)
    },
    async append(bytes) {
      await desktop.invoke('journal:append', name, pieces(bytes))
    },
    async replace(bytes) {
      await desktop.invoke('journal:replace', name, pieces(bytes))
    },
    async overwrite(bytes) {
      await desktop.invoke('journal:overwrite', name, toBase64(bytes))
    },
    async setAside(bytes) {
      await desktop.invoke('journal:append', `${name}-damaged`, pieces(bytes))
    },
    close: async () => undefined,
  }
}

/** With what was set aside of it. */
export async function deleteShellFile(desktop: Desktop, name: string): Promise<void> {
  for (const file of [name, `${name}-damaged`]) await desktop.invoke('journal:delete', file)
}

function pieces(bytes: Uint8Array): string[] {
  const found: string[] = []
  for (let at = 0; at < bytes.length; at += PIECE_BYTES)
    found.push(toBase64(bytes.subarray(at, at + PIECE_BYTES)))
  return found
}
