import 'fake-indexeddb/auto'
import { randomUUID } from 'node:crypto'
import { beginSession } from '../../../central/auth/sessions.ts'
import type { Db } from '../../../central/store/database/schema.ts'
import type { DeskDatabase } from '../../../renderer/db/database/database.ts'
import { openDesk } from '../../../renderer/session/open-desk.ts'
import type { OpenDesk } from '../../../renderer/session/session.ts'
import { openStores } from '../../../renderer/session/stores.ts'
import { newDataKey } from '../../../renderer/session/wrapped-key.ts'
import { createApi } from '../../../renderer/sync/transport.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { createFakePlatform } from '../../renderer/support/fake-platform.ts'
import { createFaultyFile } from './faulty-file.ts'
import { pokeStream } from './poke-stream.ts'
import type { Random } from './random.ts'

/** A desk that runs as it does in life, by itself: engine, loop, poke line, store and journal are real, its disks are in memory. */
export interface LiveDesk extends OpenDesk {
  db: DeskDatabase
  /** Events that were said to be saved. */
  saved: Set<string>
  close(): Promise<void>
}

export interface LiveDeskOptions {
  /** To begin the session in: checking passwords is slow on purpose. */
  central: Db
  person: Person
  /** Where it reaches central: a real address. */
  url: string
  now(): number
  random: Random
  /** False while its network is away. */
  reached?(): boolean
}

export async function liveDesk(options: LiveDeskOptions): Promise<LiveDesk> {
  const { central, person, url, now, random, reached = () => true } = options
  const id = randomUUID()
  const { token } = await beginSession(central, person.id, { id, name: 'live' }, now())
  const asPerson: typeof globalThis.fetch = async (input, init) => {
    if (!reached()) throw new TypeError('fetch failed')
    return fetch(`${url}${String(input)}`, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), authorization: `Bearer ${token}` },
    })
  }
  const platform = {
    ...createFakePlatform(asPerson),
    wall: now,
    random: random.next,
    later(ms: number, task: () => void) {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
    openFile: async () => createFaultyFile(),
    openPokeLine: (device: string) => pokeStream(`${url}/api/v1/poke?device=${device}`, token),
  }
  platform.storage.setItem('leadwright.installation', id)
  const stores = await openStores(platform, person.id)
  const saved = new Set<string>()
  stores.db.outbox.hook('creating', (event) => {
    saved.add(String(event))
  })
  const listener = {
    status: () => undefined,
    moved: () => undefined,
    glance: () => undefined,
    takenOver: () => undefined,
    wiped: () => undefined,
  }
  const opened = await openDesk(platform, listener, {
    ...stores,
    person,
    key: await newDataKey(),
    wrappedKey: '',
    api: createApi(asPerson),
    signInAgain: () => Promise.reject(new Error('nobody is here to sign in again')),
    typedOffline: null,
    wipe: () => undefined,
  })
  return {
    ...opened,
    db: stores.db,
    saved,
    async close() {
      await opened.close()
      await stores.db.delete()
    },
  }
}
