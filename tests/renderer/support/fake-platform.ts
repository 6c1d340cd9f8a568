import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { createSealer } from '../../../renderer/db/seal/seal.ts'
import type { Platform } from '../../../renderer/session/platform.ts'
import type { Desktop } from '../../../shared/ipc/contract.ts'
import { START } from './machine.ts'
import { createMemoryFile, type MemoryFile } from './memory-file.ts'
import { createMemoryStorage } from './memory-storage.ts'

export interface FakePlatform extends Platform {
  files: Map<string, MemoryFile>
}

/** A machine whose network is the given fetch. Timers never fire: rounds run when they are kicked. */
export function createFakePlatform(
  fetch: typeof globalThis.fetch,
  desktop: Desktop | null = null,
): FakePlatform {
  const files = new Map<string, MemoryFile>()
  return {
    files,
    fetch,
    wall: () => START,
    random: () => 0.5,
    newId: () => v7(),
    later: () => () => undefined,
    storage: createMemoryStorage(),
    locks: createLocks(),
    desktop,
    deviceName: 'test',
    async openFile(name) {
      const file = files.get(name) ?? createMemoryFile()
      files.set(name, file)
      return file
    },
    buckets: null,
    openSealer: createSealer,
    openPuller: null,
    threads: 1,
    async deleteFile(name) {
      files.delete(name)
    },
    openPokeLine: () => ({ addEventListener: () => undefined, readyState: 0, close: () => undefined }),
    onNetwork: () => () => undefined,
    persist: async () => true,
  }
}

/** Web Locks, as far as they are used: one exclusive holder a name, ifAvailable, steal and signal. */
function createLocks(): LockManager {
  const held = new Map<string, (error: Error) => void>()
  return {
    query: async () => ({ held: [], pending: [] }),
    async request(name: string, options: LockOptions, task: (lock: Lock | null) => Promise<unknown>) {
      if (options.ifAvailable && held.has(name)) return task(null)
      while (held.has(name) && !options.steal) {
        options.signal?.throwIfAborted()
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
      held.get(name)?.(new DOMException('stolen', 'AbortError'))
      let evict: (error: Error) => void = () => undefined
      const stolen = new Promise<never>((_, reject) => {
        evict = reject
      })
      held.set(name, evict)
      try {
        return await Promise.race([task({ name, mode: 'exclusive' }), stolen])
      } finally {
        if (held.get(name) === evict) held.delete(name)
      }
    },
  } as unknown as LockManager
}
