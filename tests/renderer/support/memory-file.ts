import type { ByteFile } from '../../../renderer/db/journal/journal.ts'

/** A file in memory whose disk can be slow, full or torn. It outlives the journal that stands on it. */
export interface MemoryFile extends ByteFile {
  bytes: Uint8Array | null
  aside: Uint8Array[]
  /** Set: appends wait for it before they count as flushed. */
  hold: Promise<void> | null
  failWith: Error | null
}

export function createMemoryFile(): MemoryFile {
  return {
    bytes: null,
    aside: [],
    hold: null,
    failWith: null,
    async read() {
      return this.bytes
    },
    async append(bytes) {
      await this.hold
      if (this.failWith) throw this.failWith
      this.bytes = new Uint8Array([...(this.bytes ?? []), ...bytes])
    },
    async replace(bytes) {
      if (this.failWith) throw this.failWith
      this.bytes = new Uint8Array(bytes)
    },
    async overwrite(bytes) {
      this.bytes?.set(bytes)
    },
    async setAside(bytes) {
      this.aside.push(new Uint8Array(bytes))
    },
    close: async () => undefined,
  }
}
