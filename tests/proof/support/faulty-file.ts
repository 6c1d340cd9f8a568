import type { MemoryFile } from '../../renderer/support/memory-file.ts'

/** A journal's file that can be full, and on which a machine can die in the middle of an append. */
export interface FaultyFile extends MemoryFile {
  /** The next append writes so much of itself (0 to 1) and never ends. Returns what resolves when it comes to that. */
  dieIn(share: number): Promise<void>
  /** The machine starts again: nothing is armed any more. */
  revive(): void
}

export function createFaultyFile(): FaultyFile {
  let stored: Uint8Array | null = null
  let length = 0
  let dying: { share: number; reached(): void } | null = null
  const write = (bytes: Uint8Array) => {
    const needed = length + bytes.length
    if (!stored || stored.length < needed) {
      const larger = new Uint8Array(Math.max(1024, needed * 2))
      larger.set(stored?.subarray(0, length) ?? [])
      stored = larger
    }
    stored.set(bytes, length)
    length = needed
  }
  return {
    aside: [],
    hold: null,
    failWith: null,
    get bytes() {
      return stored ? stored.slice(0, length) : null
    },
    set bytes(bytes) {
      stored = bytes && new Uint8Array(bytes)
      length = bytes?.length ?? 0
    },
    async read() {
      return this.bytes
    },
    async append(bytes) {
      if (this.failWith) throw this.failWith
      if (!dying) return write(bytes)
      write(bytes.subarray(0, Math.floor(bytes.length * dying.share)))
      dying.reached()
      await new Promise(() => undefined)
    },
    async replace(bytes) {
      if (this.failWith) throw this.failWith
      this.bytes = bytes
    },
    async overwrite(bytes) {
      stored?.set(bytes)
    },
    async setAside(bytes) {
      this.aside.push(bytes)
    },
    close: async () => undefined,
    dieIn(share) {
      return new Promise((done) => {
        dying = { share, reached: done }
      })
    },
    revive() {
      dying = null
      this.failWith = null
    },
  }
}
