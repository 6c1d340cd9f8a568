import 'fake-indexeddb/auto'
import { IDBFactory } from 'fake-indexeddb'
import type { DatabaseBuckets } from '../../../renderer/db/database/database-place.ts'

export interface MemoryBuckets extends DatabaseBuckets {
  held: Map<string, IDBFactory>
}

/** Storage buckets with databases, in memory. */
export function createBuckets(): MemoryBuckets {
  const held = new Map<string, IDBFactory>()
  return {
    held,
    async open(name) {
      const factory = held.get(name) ?? new IDBFactory()
      held.set(name, factory)
      return { indexedDB: factory }
    },
    delete: async (name) => void held.delete(name),
    keys: async () => [...held.keys()],
  }
}
