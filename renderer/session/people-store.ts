import type { LocalPerson, PeopleDatabase } from '../db/database/people-database.ts'
import { decodeFrames, encodeFrame } from '../db/journal/frames.ts'
import type { ByteFile } from '../db/journal/journal.ts'
import { oneAtATime } from '../sync/window-lock.ts'

/** Three times on this machine: Chromium writes localStorage late and can lose all of IndexedDB at once; the file is there when both happen. */
export interface PeopleStore {
  all(): LocalPerson[]
  byEmail(email: string): LocalPerson | null
  /** Fills localStorage from the database, where it has less, and from the file where neither knows anybody. */
  load(): Promise<void>
  /** Resolves once the disk has it. */
  put(entry: LocalPerson): Promise<void>
  /** Forgets a person in all three; resolves once the disk has it. */
  remove(personId: string): Promise<void>
  /** Whose desk was open last and not signed out; null when there is none. */
  current(): LocalPerson | null
  setCurrent(personId: string | null): void
}

const PEOPLE = 'leadwright.people'
const CURRENT = 'leadwright.current'

export function createPeopleStore(
  storage: Storage,
  database: PeopleDatabase,
  openFile: () => Promise<ByteFile>,
  locks: LockManager | undefined,
): PeopleStore {
  // A browser deletes the place of a file that is still empty when the file is opened: nobody else may just be writing it.
  const withFile = <T>(use: (file: ByteFile) => Promise<T>) =>
    oneAtATime(locks, 'leadwright-people', async () => {
      const file = await openFile()
      try {
        return await use(file)
      } finally {
        await file.close()
      }
    })
  const all = () => JSON.parse(storage.getItem(PEOPLE) ?? '[]') as LocalPerson[]
  const writeFile = () =>
    withFile(async (file) => {
      const bytes = encodeFrame(new TextEncoder().encode(JSON.stringify(all())))
      const held = await file.read()
      // What is there already needs neither time nor room.
      if (held?.length !== bytes.length || held.some((byte, i) => byte !== bytes[i]))
        await file.replace(bytes)
    })
  return {
    all,
    byEmail: (email) =>
      all().find((p) => p.person.email.toLowerCase() === email.trim().toLowerCase()) ?? null,
    async load() {
      const known = new Set(all().map((p) => p.person.id))
      const missing = (await database.all()).filter((p) => !known.has(p.person.id))
      if (missing.length > 0) storage.setItem(PEOPLE, JSON.stringify([...all(), ...missing]))
      if (all().length > 0) return
      const bytes = await withFile((file) => file.read())
      // A browser makes the file empty when it opens it for the first time.
      const [list] = decodeFrames(bytes ?? new Uint8Array()).payloads
      if (list) storage.setItem(PEOPLE, new TextDecoder().decode(list))
    },
    async put(entry) {
      const others = all().filter((p) => p.person.id !== entry.person.id)
      storage.setItem(PEOPLE, JSON.stringify([entry, ...others]))
      await database.put(entry)
      await writeFile()
    },
    async remove(personId) {
      const others = all().filter((p) => p.person.id !== personId)
      storage.setItem(PEOPLE, JSON.stringify(others))
      if (storage.getItem(CURRENT) === personId) storage.removeItem(CURRENT)
      await database.delete(personId)
      await writeFile()
    },
    current: () => all().find((p) => p.person.id === storage.getItem(CURRENT)) ?? null,
    setCurrent(personId) {
      if (personId === null) storage.removeItem(CURRENT)
      else storage.setItem(CURRENT, personId)
    },
  }
}
