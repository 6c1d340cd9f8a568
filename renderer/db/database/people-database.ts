import Dexie, { type Table } from 'dexie'
import type { Person } from '../../../shared/sync/protocol.ts'
import { isFull, isLost } from '../not-saved.ts'
import { type DatabaseBuckets, openAt } from './database-place.ts'

/** Who has worked on this machine: enough to sign in offline. */
export interface LocalPerson {
  person: Person
  /** The data key, wrapped by the password of the last sign-in. */
  wrappedKey: string
}

export interface PeopleDatabase {
  all(): Promise<LocalPerson[]>
  /** Resolves once the disk has it. */
  put(entry: LocalPerson): Promise<void>
  delete(personId: string): Promise<void>
  /** Wipes that have begun and not ended. */
  wipes(): Promise<Wipe[]>
  /** Resolves once the disk has it. */
  beginWipe(wipe: Wipe): Promise<void>
  endWipe(personId: string): Promise<void>
}

/** Everything of a person is to go from this machine. */
export interface Wipe {
  /** The person's id. */
  id: string
  /** As central knows the machine. */
  device: string
}

/**
 * A small database beside the people's own. Chromium writes localStorage some seconds late, so a kill soon after the first sign-in
 * would leave nobody able to sign in offline.
 */
export function createPeopleDatabase(buckets: DatabaseBuckets | null = null): PeopleDatabase {
  let opening: Promise<People> | null = null
  const opened = () => {
    opening ??= openAt(
      { name: NAME, create, buckets },
      async () => false,
      async () => true,
    ).catch((error) => {
      opening = null
      throw error
    })
    return opening
  }
  const using = async <T>(task: (db: People) => Promise<T>): Promise<T> => {
    const db = await opened()
    try {
      return await task(db)
    } catch (error) {
      if (isFull(error) || !isLost(error)) throw error
      // Chromium lets a database go, and deletes it, when it comes upon damage in the middle: opened again it is made anew.
      db.close()
      opening = null
      return task(await opened())
    }
  }
  return {
    all: () =>
      using(async ({ people }) =>
        (await people.toArray()).map(({ person, wrappedKey }) => ({ person, wrappedKey })),
      ),
    put: (entry) =>
      using(async ({ people }) => {
        const { id } = entry.person
        const held = await people.get(id)
        if (JSON.stringify(held) !== JSON.stringify({ id, ...entry })) await people.put({ id, ...entry })
      }),
    delete: (personId) => using(async ({ people }) => people.delete(personId)),
    wipes: () => using(async ({ wipes }) => wipes.toArray()),
    beginWipe: (wipe) => using(async ({ wipes }) => void (await wipes.put(wipe))),
    endWipe: (personId) => using(async ({ wipes }) => wipes.delete(personId)),
  }
}

type People = Dexie & {
  people: Table<LocalPerson & { id: string }, string>
  wipes: Table<Wipe, string>
}

const NAME = 'leadwright-people'

function create(factory: IDBFactory): People {
  const db = new Dexie(NAME, { indexedDB: factory, chromeTransactionDurability: 'strict' }) as People
  db.version(1).stores({ people: 'id' })
  db.version(2).stores({ wipes: 'id' })
  return db
}
