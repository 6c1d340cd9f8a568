import { session as sessionSchema } from '../../shared/api/api.ts'
import type { DeviceState, Person, SyncRequest } from '../../shared/sync/protocol.ts'
import type { DeskDatabase } from '../db/database/database.ts'
import { createMarkerStore } from '../db/database/marker.ts'
import { FaultError } from '../db/errors.ts'
import type { Journal, JournalContents } from '../db/journal/journal.ts'
import { isFull, isLost } from '../db/not-saved.ts'
import { closeStore, openStore } from '../db/open-store.ts'
import { createReader } from '../db/reader.ts'
import { renewLog } from '../db/stored/renew-log.ts'
import { createSyncPort, type SyncPort } from '../db/sync-port.ts'
import { createTransactor } from '../db/transactor.ts'
import { runRound } from '../sync/engine.ts'
import { createLoop } from '../sync/loop.ts'
import { keepPokeLine } from '../sync/poke.ts'
import { createSender } from '../sync/sender.ts'
import type { Api } from '../sync/transport.ts'
import { keepGlance, lastGlance } from './keep-glance.ts'
import { installationId, type Platform } from './platform.ts'
import type { OpenDesk, SessionListener } from './session.ts'
import { createStatusBoard } from './status-board.ts'

export interface DeskParts {
  person: Person
  key: CryptoKey
  wrappedKey: string
  db: DeskDatabase
  journal: Journal
  contents: JournalContents
  api: Api
  /** Sign in to central again, as this person. */
  signInAgain(password: string): Promise<void>
  /** Typed while central was out of reach: used once, if central asks who this is when it is back. Null after a sign-in at central. */
  typedOffline: string | null
  /** This device may no longer work, and has handed in everything: close the desk, and delete what is here. */
  wipe(device: string): void
}

export interface ClosingDesk extends OpenDesk {
  /**
   * Ends what runs, then closes the stores. Again, it hastens a closing under way.
   * @param atOnce another window works on the stores from now on: they are closed first, nothing that runs is waited for, and whatever
   * goes on fails and says nothing
   */
  close(atOnce?: boolean): Promise<void>
}

const TIME_CHECK_MS = 60_000

/** Opens a person's desk on stores that are theirs, and keeps it in step with central until it is closed. */
export async function openDesk(
  platform: Platform,
  listener: SessionListener,
  parts: DeskParts,
): Promise<ClosingDesk> {
  const { person, api } = parts
  let port: SyncPort | null = null
  let deviceState: DeviceState = 'ready'
  const over = new AbortController()
  const count = () => {
    if (port && !over.signal.aborted)
      board.count({ waiting: port.waiting(), parked: port.parked(), lastSyncedAt: port.lastSyncedAt() })
  }
  const { openPuller } = platform
  const sealer = platform.openSealer(parts.key)
  const marker = createMarkerStore(platform.storage, person.id)
  const open = async () => {
    const glance = await lastGlance(parts.db, sealer, person)
    if (glance) listener.glance(glance)
    return openStore({
      personId: person.id,
      db: parts.db,
      journal: parts.journal,
      contents: parts.contents,
      wrappedKey: parts.wrappedKey,
      sealer,
      marker: {
        ...marker,
        write(mark) {
          if (!over.signal.aborted) marker.write(mark)
        },
      },
      deviceId: installationId(platform),
      wall: platform.wall,
      newId: platform.newId,
      openDerivers:
        openPuller && (() => Array.from({ length: platform.threads }, () => openPuller(parts.key))),
      onWaiting: count,
      onCommitted: () => loop.kick('work'),
    })
  }
  const { store, notice } = await open().catch((error: unknown) => {
    sealer.close()
    listener.glance(null)
    throw error
  })
  const board = createStatusBoard(
    () => store.clock.now(),
    (status) => {
      if (!over.signal.aborted) listener.status(status)
    },
  )
  const opened = createSyncPort(store)
  port = opened
  board.keep(notice)
  count()

  let proven = false
  let typed = parts.typedOffline
  const introduce = async () => {
    try {
      await prove(api, person)
    } catch (error) {
      const password = typed
      if (password === null || !(error instanceof FaultError) || error.reaction !== 'signIn') throw error
      typed = null
      await parts.signInAgain(password)
    }
    typed = null
  }
  const sender = createSender(api, over.signal, openPuller && (() => openPuller(parts.key)))
  over.signal.addEventListener('abort', sender.close)
  /** Nothing is sent, and no answer taken in, once another window works on the stores. */
  const send = async (body: SyncRequest) => {
    const { signal } = over
    signal.throwIfAborted()
    try {
      return await sender.send(body)
    } finally {
      signal.throwIfAborted()
    }
  }
  const loop = createLoop({
    async round() {
      if (!proven) await introduce()
      proven = true
      const end = await runRound({
        port: opened,
        send,
        deviceState: () => deviceState,
        onMoved(moved) {
          if (!over.signal.aborted) listener.moved(moved)
        },
      })
      if (end === 'wipe' && !over.signal.aborted) parts.wipe(opened.deviceId)
    },
    random: platform.random,
    later: platform.later,
    report(outcome) {
      if (outcome.notice?.kind === 'signIn') proven = false
      board.outcome(outcome)
      count()
    },
  })
  const closePoke = keepPokeLine({
    open: () => platform.openPokeLine(opened.deviceId),
    onPoke: () => loop.kick('poke'),
    onBreak: () => loop.kick('now'),
    later: platform.later,
    random: platform.random,
  })
  const offNetwork = platform.onNetwork(() => loop.kick('now'))
  const offTime = watchTime(platform, () => opened.refresh())
  const kept = keepGlance(store, platform.later, (error) =>
    board.keep({ kind: 'storage', message: messageOf(error) }),
  )
  // For the starts to come: in a window that is closed meanwhile the next one does it, without room whatever is written next.
  // Nobody waits for it, who signs out neither: on a full disk Chromium does not always answer.
  renewLog(store).catch((error: unknown) => {
    store.needsLog = true
    if (!isFull(error) && !isLost(error) && !over.signal.aborted)
      board.keep({ kind: 'storage', message: messageOf(error) })
  })
  loop.kick('now')

  return {
    person,
    desk: {
      reader: createReader(store),
      transactor: createTransactor(store),
      api,
      me: person,
      now: () => store.clock.now(),
      newId: platform.newId,
    },
    status: board.status,
    setDeviceState(state) {
      if (state === deviceState) return
      deviceState = state
      loop.kick('work')
    },
    keepGlance: kept.tell,
    syncNow: () => loop.kick('now'),
    async signInAgain(password) {
      await parts.signInAgain(password)
      loop.kick('now')
    },
    async close(atOnce = false) {
      offTime()
      offNetwork()
      closePoke()
      const ended = loop.stop()
      if (atOnce) {
        over.abort()
        void kept.close(true)
        store.db.close()
        store.sealer.close()
        return store.journal.close()
      }
      await ended
      await kept.close()
      await closeStore(store)
      over.abort()
    },
  }
}

/** Another person may have signed in from this browser since: their session must not carry this person's work. */
async function prove(api: Api, person: Person): Promise<void> {
  const current = await api.request({ method: 'GET', path: 'session', schema: sessionSchema })
  if (current.person.id === person.id) return
  throw new FaultError({
    kind: 'unauthenticated',
    message: `${current.person.name} is signed in to central. Sign in again as ${person.name}.`,
  })
}

/** Scores, routes, questions and the hours of calling are functions of the day; skips end in the middle of one. */
function watchTime(platform: Platform, refresh: () => Promise<void>): () => void {
  let callOff: () => void = () => undefined
  const look = async () => {
    callOff = platform.later(TIME_CHECK_MS, look)
    await refresh()
  }
  callOff = platform.later(TIME_CHECK_MS, look)
  return () => callOff()
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
