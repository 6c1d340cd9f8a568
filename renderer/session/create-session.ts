import { type Session, session as sessionSchema } from '../../shared/api/api.ts'
import type { Desktop } from '../../shared/ipc/contract.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { createPeopleDatabase } from '../db/database/people-database.ts'
import { FaultError } from '../db/errors.ts'
import { isFull, isLost } from '../db/not-saved.ts'
import { type Api, createApi } from '../sync/transport.ts'
import { lockWindow, type WindowLock } from '../sync/window-lock.ts'
import { createKeyVault } from './key-vault.ts'
import type { ClosingDesk } from './open-desk.ts'
import { createPeopleStore } from './people-store.ts'
import { browserPlatform, installationId, type Platform } from './platform.ts'
import { type OpenDesk, type SessionControl, type SessionListener, SignInError } from './session.ts'
import { openStores, type Stores } from './stores.ts'
import { beginUnwrapping, type Typed, unlock } from './unlock.ts'
import { finishWipes, type WipeDeps, wipe } from './wipe.ts'

/** It opens and works a desk: more than all that asks who is there. */
const loadDesk = () => import('./open-desk.ts')

/** Made once by main.tsx. @param desktop `window.leadwright`; null in a browser */
export const createSession = (desktop: Desktop | null, listener: SessionListener): SessionControl =>
  createSessionOn(browserPlatform(desktop), listener)

export function createSessionOn(platform: Platform, listener: SessionListener): SessionControl {
  const api = createApi(platform.fetch)
  const database = createPeopleDatabase(platform.buckets)
  const people = createPeopleStore(
    platform.storage,
    database,
    () => platform.openFile('people'),
    platform.locks,
  )
  const vault = createKeyVault(platform.desktop)
  const wiping: WipeDeps = { platform, api, people, database, vault }
  let open: { desk: ClosingDesk; lock: WindowLock } | null = null

  /** Opens the stores of a person under the window's lock; whatever fails then gives both back. */
  async function openFor(
    person: Person,
    takeOver: boolean,
    typedOffline: string | null,
    keyFor: (stores: Stores) => Promise<{ key: CryptoKey; wrappedKey: string }>,
  ): Promise<OpenDesk> {
    await close()
    const lock = await lockWindow(platform.locks, `leadwright-${person.id}`, takeOver)
    if (!lock) throw openElsewhere()
    let isTaken = false
    const openOnce = async () => {
      const stores = await openStores(platform, person.id)
      let opened: ClosingDesk | null = null
      let isOver = false
      void lock.taken.then(async () => {
        if (isOver) return
        isTaken = true
        // Told first: what stood still may take long to close, or never do.
        if (opened && open?.desk === opened) {
          open = null
          listener.takenOver()
        }
        try {
          // Whether it is open, opening or being closed.
          await (opened ? opened.close(true) : stores.close())
        } finally {
          lock.release()
        }
      })
      try {
        const { key, wrappedKey } = await keyFor(stores)
        const kept = people.put({ person, wrappedKey })
        // Told to whoever awaits it, once the desk is open: the first lines of the queue do not wait for it.
        kept.catch(() => undefined)
        const { openDesk } = await loadDesk()
        const desk = await openDesk(platform, listener, {
          ...stores,
          person,
          key,
          wrappedKey,
          api,
          typedOffline,
          signInAgain: async (password) => {
            await signInToCentral(platform, api, person.email, password)
          },
          wipe: (device) => void closeAndWipe(person, device),
        })
        try {
          await kept
          if (isTaken) throw openElsewhere()
        } catch (error) {
          await desk.close(true)
          throw error
        }
        opened = desk
        open = { desk, lock }
        return desk
      } catch (error) {
        isOver = !isTaken
        await stores.close()
        throw error
      }
    }
    const desk = await openOnce()
      .catch((error: unknown) => {
        // Chromium lets a database go, and deletes it, when it comes upon damage in the middle of reading: opened again it is made anew.
        if (isTaken || isFull(error) || !isLost(error)) throw error
        return openOnce()
      })
      .catch((error: unknown) => {
        lock.release()
        throw isTaken ? openElsewhere(error) : isFull(error) ? noRoom(error) : error
      })
    people.setCurrent(person.id)
    await platform.persist()
    return desk
  }

  async function closeAndWipe(person: Person, device: string): Promise<void> {
    const closing = open
    open = null
    try {
      await closing?.desk.close()
      await wipe(wiping, { id: person.id, device })
      listener.wiped(null)
    } catch (error) {
      listener.wiped(messageOf(error))
    } finally {
      closing?.lock.release()
    }
  }

  let finishing: Promise<void> | null = null
  /** What a crash left half deleted. It keeps nobody from working. */
  function finishBegun(): Promise<void> {
    finishing ??= finishWipes(wiping)
      .catch((error: unknown) => listener.wiped(messageOf(error)))
      .finally(() => {
        finishing = null
      })
    return finishing
  }

  /** This machine may not be used any more: what waits is handed in, and the person's data goes. */
  async function leave(person: Person, typed: Typed): Promise<void> {
    const lock = await lockWindow(platform.locks, `leadwright-${person.id}`, true)
    let isTaken = false
    try {
      const stores = await openStores(platform, person.id)
      void lock?.taken.then(async () => {
        isTaken = true
        await stores.close().finally(() => lock.release())
      })
      const unlocked = await unlock({ people, vault }, person.id, stores, typed).catch(async (error) => {
        await stores.close()
        throw error
      })
      const { handIn } = await import('./hand-in.ts')
      const isEmpty = await handIn(platform, api, { person, stores, ...unlocked })
      // The window that took it hands in, and deletes, by itself.
      if (isEmpty && !isTaken) await wipe(wiping, { id: person.id, device: installationId(platform) })
    } catch (error) {
      throw isTaken ? openElsewhere(error) : error
    } finally {
      lock?.release()
    }
  }

  async function close(): Promise<void> {
    const closing = open
    open = null
    await closing?.desk.close()
    closing?.lock.release()
  }

  return {
    known: () => people.all().map(({ person: { id, name, email } }) => ({ id, name, email })),

    asks: () => platform.desktop === null && people.all().length > 0,

    async resume() {
      await finishBegun()
      await people.load()
      const current = people.current()
      const key = current && (await vault.get(current.person.id))
      if (!current || !key) {
        // Until somebody has typed who they are it is there; what goes wrong is told when it is needed.
        loadDesk().catch(() => undefined)
        return null
      }
      return openFor(current.person, false, null, async () => ({ key, wrappedKey: current.wrappedKey }))
    },

    async signIn(email, password, { takeOver = false, earlierPassword } = {}) {
      await finishBegun()
      await people.load()
      const known = people.byEmail(email)
      const begun = known ? beginUnwrapping(known.wrappedKey, password) : undefined
      const online = await signInOnline(platform, api, email, password).catch(async (error: unknown) => {
        if (known && error instanceof SignInError && error.problem === 'revoked')
          await leave(known.person, { password, earlierPassword, proven: true, begun })
        throw error
      })
      const local = people.byEmail(email)
      const person = online?.person ?? local?.person
      if (!person) {
        throw new SignInError(
          'offlineUnknown',
          'Central is not reached, and you have not signed in on this machine before.',
        )
      }
      // Whoever may sign in here again has nothing that is still to be deleted.
      if (online) await database.endWipe(person.id)
      return openFor(person, takeOver, online ? null : password, (stores) =>
        unlock({ people, vault }, person.id, stores, {
          password,
          earlierPassword,
          proven: online !== null,
          begun,
        }),
      )
    },

    async signOut() {
      const person = people.current()?.person
      await close()
      people.setCurrent(null)
      if (person) await vault.delete(person.id)
      await leaveCentral(api)
    },
  }
}

const openElsewhere = (cause?: unknown) =>
  new SignInError('openElsewhere', 'Your desk is open in another window.', cause)

const noRoom = (cause: unknown) =>
  new SignInError(
    'noRoom',
    'This machine has no room left to open your desk. Free some, and sign in again.',
    cause,
  )

/** Null when central is not reached. */
async function signInOnline(
  platform: Platform,
  api: Api,
  email: string,
  password: string,
): Promise<Session | null> {
  try {
    return await signInToCentral(platform, api, email, password)
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
    if (error.reaction === 'backOff' && error.fault.kind !== 'tooMany') return null
    const problem = error.fault.kind === 'revoked' ? 'revoked' : 'refused'
    throw new SignInError(problem, error.message, error)
  }
}

const signInToCentral = (platform: Platform, api: Api, email: string, password: string): Promise<Session> =>
  api.request({
    method: 'POST',
    path: 'session',
    schema: sessionSchema,
    body: { email, password, device: { id: installationId(platform), name: platform.deviceName } },
    timeout: 8_000,
  })

/** The session at central is ended where central is reached; elsewhere it runs out. */
async function leaveCentral(api: Api): Promise<void> {
  try {
    await api.request({ method: 'DELETE', path: 'session', timeout: 3_000 })
  } catch (error) {
    if (!(error instanceof FaultError)) throw error
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
