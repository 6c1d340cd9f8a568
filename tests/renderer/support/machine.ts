import 'fake-indexeddb/auto'
import Dexie from 'dexie'
import { v7 } from 'uuid'
import { databaseName } from '../../../renderer/db/database/database.ts'
import { createMarkerStore } from '../../../renderer/db/database/marker.ts'
import { createJournal } from '../../../renderer/db/journal/journal.ts'
import { closeStore, openDatabase, openStore } from '../../../renderer/db/open-store.ts'
import type { Reader, Transactor } from '../../../renderer/db/ports.ts'
import { createReader } from '../../../renderer/db/reader.ts'
import type { Deriver } from '../../../renderer/db/refresh/derive-page.ts'
import { createSealer } from '../../../renderer/db/seal/seal.ts'
import type { Store } from '../../../renderer/db/store.ts'
import { PACKING, type Packing } from '../../../renderer/db/stored/write-leads.ts'
import { createSyncPort, type SyncPort } from '../../../renderer/db/sync-port.ts'
import { createTransactor } from '../../../renderer/db/transactor.ts'
import type { SyncStatus } from '../../../renderer/db/views.ts'
import type { Desk } from '../../../renderer/flow/desk.ts'
import { newDataKey } from '../../../renderer/session/wrapped-key.ts'
import { createApi } from '../../../renderer/sync/transport.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { createMemoryFile, type MemoryFile } from './memory-file.ts'
import { createMemoryStorage } from './memory-storage.ts'

/** One person's machine: what is on its disks survives `start` after `start`. */
export interface Machine {
  person: Person
  file: MemoryFile
  storage: Storage
  clock: { now: number }
  start(): Promise<Running>
  /** As Chromium can do to it: all of IndexedDB gone. */
  loseDatabase(): Promise<void>
}

export interface Running {
  store: Store
  notice: SyncStatus['notice']
  reader: Reader
  transactor: Transactor
  port: SyncPort
  desk: Desk
  stop(): Promise<void>
}

export const START = Date.parse('2026-11-22T09:00:00.000Z')

/** So that a few leads already lie in several pages. */
export const SMALL_PAGES: Packing = { least: 1, size: 3 }

interface Parts {
  key: CryptoKey
  file: MemoryFile
  person: Person
  newId(): string
  packing: Packing
  open: typeof openDatabase
  openDerivers(): Deriver[]
}

export async function createMachine(
  personId = `p-${v7()}`,
  clock = { now: START },
  given: Partial<Parts> = {},
): Promise<Machine> {
  const storage = createMemoryStorage()
  const { key, file, person, newId, packing, open, openDerivers }: Parts = {
    key: given.key ?? (await newDataKey()),
    file: createMemoryFile(),
    newId: () => v7(),
    packing: PACKING,
    open: openDatabase,
    openDerivers: () => [],
    person: {
      id: personId,
      name: 'Ana',
      email: 'ana@example.com',
      role: 'agent',
      active: true,
      team: null,
    },
    ...given,
  }
  return {
    person,
    file,
    storage,
    clock,
    loseDatabase: () => Dexie.delete(databaseName(personId)),
    async start() {
      const journal = createJournal(file)
      const contents = await journal.readAll()
      const { store, notice } = await openStore({
        personId,
        db: await open(personId, async () => contents.exists),
        journal,
        contents,
        wrappedKey: null,
        sealer: createSealer(key),
        marker: createMarkerStore(storage, personId),
        packing,
        deviceId: `device-of-${personId}`.slice(0, 40),
        wall: () => clock.now,
        newId,
        openDerivers,
        onWaiting: () => undefined,
        onCommitted: () => undefined,
      })
      const reader = createReader(store)
      const transactor = createTransactor(store)
      const api = createApi(async () => {
        throw new TypeError('no network')
      })
      return {
        store,
        notice,
        reader,
        transactor,
        port: createSyncPort(store),
        desk: { reader, transactor, api, me: person, now: () => store.clock.now(), newId },
        stop: () => closeStore(store),
      }
    },
  }
}
