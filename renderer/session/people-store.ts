import type { Person } from '../../shared/sync/protocol.ts'

/** Who has worked on this machine: enough to sign in offline. In localStorage, since Chromium can lose all of IndexedDB at once. */
export interface LocalPerson {
  person: Person
  /** The data key, wrapped by the password of the last sign-in. */
  wrappedKey: string
}

export interface PeopleStore {
  all(): LocalPerson[]
  byEmail(email: string): LocalPerson | null
  put(entry: LocalPerson): void
  /** Whose desk was open last and not signed out; null when there is none. */
  current(): LocalPerson | null
  setCurrent(personId: string | null): void
}

const PEOPLE = 'leadwright.people'
const CURRENT = 'leadwright.current'

export function createPeopleStore(storage: Storage): PeopleStore {
  const all = () => JSON.parse(storage.getItem(PEOPLE) ?? '[]') as LocalPerson[]
  return {
    all,
    byEmail: (email) =>
      all().find((p) => p.person.email.toLowerCase() === email.trim().toLowerCase()) ?? null,
    put(entry) {
      const others = all().filter((p) => p.person.id !== entry.person.id)
      storage.setItem(PEOPLE, JSON.stringify([entry, ...others]))
    },
    current: () => all().find((p) => p.person.id === storage.getItem(CURRENT)) ?? null,
    setCurrent(personId) {
      if (personId === null) storage.removeItem(CURRENT)
      else storage.setItem(CURRENT, personId)
    },
  }
}
