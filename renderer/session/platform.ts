import { v7 } from 'uuid'
import type { Desktop } from '../../shared/ipc/contract.ts'
import type { DatabaseBuckets } from '../db/database/database-place.ts'
import type { ByteFile } from '../db/journal/journal.ts'
import { deleteShellFile, openShellFile } from '../db/journal/journal-electron.ts'
import { deleteOpfsFile, openOpfsFile } from '../db/journal/journal-opfs.ts'
import { openSealer } from '../db/seal/open-sealer.ts'
import type { Sealer } from '../db/seal/seal.ts'
import { openPuller, type Puller } from '../sync/open-puller.ts'
import type { PokeLine } from '../sync/poke.ts'

/** What the data half takes from the machine it runs on; tests pass their own. */
export interface Platform {
  fetch: typeof globalThis.fetch
  /** Epoch milliseconds. */
  wall(): number
  random(): number
  newId(): string
  /** Runs a task once; returns what calls it off. */
  later(ms: number, task: () => void): () => void
  storage: Storage
  locks: LockManager | undefined
  desktop: Desktop | null
  /** What central calls this installation. */
  deviceName: string
  openFile(name: string): Promise<ByteFile>
  /** For databases; null where the browser has none. */
  buckets: DatabaseBuckets | null
  openSealer(key: CryptoKey): Sealer
  /** Null: there are no threads. */
  openPuller: ((key: CryptoKey) => Puller) | null
  /** How many of them are worth having at once. */
  threads: number
  /** Deletes a file that nobody has open, with what was set aside of it. */
  deleteFile(name: string): Promise<void>
  /** @param device as central knows it */
  openPokeLine(device: string): PokeLine
  /** Calls back when the network comes or goes; returns the way out. */
  onNetwork(listener: () => void): () => void
  /** Asks the system not to clear this origin's storage. */
  persist(): Promise<boolean>
}

/** More hold more memory, and wait for the screen's thread. */
const MOST_THREADS = 3

export function browserPlatform(desktop: Desktop | null): Platform {
  return {
    fetch: (...args) => window.fetch(...args),
    wall: Date.now,
    random: Math.random,
    newId: () => v7(),
    later(ms, task) {
      const timer = window.setTimeout(task, ms)
      return () => window.clearTimeout(timer)
    },
    storage: window.localStorage,
    locks: navigator.locks,
    desktop,
    deviceName: desktop ? 'Leadwright desktop' : 'Browser',
    openFile: async (name) => (desktop ? openShellFile(desktop, name) : openOpfsFile(name)),
    buckets: (navigator as { storageBuckets?: DatabaseBuckets }).storageBuckets ?? null,
    openSealer,
    openPuller,
    threads: Math.min(MOST_THREADS, navigator.hardwareConcurrency),
    deleteFile: (name) => (desktop ? deleteShellFile(desktop, name) : deleteOpfsFile(name)),
    openPokeLine: (device) => new EventSource(`/api/v1/poke?device=${encodeURIComponent(device)}`),
    onNetwork(listener) {
      window.addEventListener('online', listener)
      window.addEventListener('offline', listener)
      return () => {
        window.removeEventListener('online', listener)
        window.removeEventListener('offline', listener)
      }
    },
    persist: async () => (await navigator.storage?.persist?.()) ?? false,
  }
}

const INSTALLATION = 'leadwright.installation'

/** What central knows this machine by; one for all its people. */
export function installationId({ storage, newId }: Platform): string {
  const id = storage.getItem(INSTALLATION) ?? newId()
  storage.setItem(INSTALLATION, id)
  return id
}
