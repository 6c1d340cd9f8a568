import Dexie, { type Table } from 'dexie'
import type { Person } from '../../shared/sync/protocol.ts'

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
export function createPeopleDatabase(): PeopleDatabase {
  const db = new Dexie('leadwright-people', { chromeTransactionDurability: 'strict' }) as Dexie & {
    people: Table<LocalPerson & { id: string }, string>
    wipes: Table<Wipe, string>
  }
  db.version(1).stores({ people: 'id' })
  db.version(2).stores({ wipes: 'id' })
  return {
    all: async () => (await db.people.toArray()).map(({ person, wrappedKey }) => ({ person, wrappedKey })),
    async put(entry) {
      const { id } = entry.person
      const held = await db.people.get(id)
      if (JSON.stringify(held) !== JSON.stringify({ id, ...entry })) await db.people.put({ id, ...entry })
    },
    delete: (personId) => db.people.delete(personId),
    wipes: () => db.wipes.toArray(),
    async beginWipe(wipe) {
      await db.wipes.put(wipe)
    },
    endWipe: (personId) => db.wipes.delete(personId),
  }
}
