import { backoffDelay } from '../../shared/sync/backoff.ts'
import { FaultError } from '../db/errors.ts'
import { whyNotStored } from '../db/not-saved.ts'
import type { SyncStatus } from '../db/views.ts'

export interface LoopDeps {
  /** One round; rejects with FaultError, or with another error when this machine's storage fails. */
  round(): Promise<void>
  /** In [0, 1). */
  random(): number
  /** Runs a task later; returns what calls it off. */
  later(ms: number, task: () => void): () => void
  /** After every round, and when the person must be told something. */
  report(outcome: RoundOutcome): void
}

export interface RoundOutcome {
  connection: 'online' | 'offline'
  notice: SyncStatus['notice']
}

export interface Loop {
  /**
   * 'work': something was saved; waits for a backoff that is under way. 'now': there is reason to think that a round succeeds. 'poke': central
   * says so, which it may many times a second to who sees much.
   */
  kick(why: Why): void
  /** Resolves once no round runs any more. */
  stop(): Promise<void>
}

type Why = 'poke' | 'work' | 'now'
/** What counts where there are several reasons. */
const WEIGHT: Record<Why, number> = { poke: 0, work: 1, now: 2 }

const PERIOD_MS = 30_000
/** So many rounds may pokes cause one after the other, and one more each pause, more or less: not all desks ask at the same moment. */
const POKES_AT_ONCE = 3
const POKE_PAUSE_MS = 1000

/** When rounds run: at once when there is reason to, every 30 s, after a failure with full jitter, by pokes once a second, but for the first few. Never two at once. */
export function createLoop({ round, random, later, report }: LoopDeps): Loop {
  let failures = 0
  let running: Promise<void> | null = null
  let again: Why | null = null
  let spent = 0
  let poked = false
  let stopped = false
  let callOff: () => void = () => undefined
  let callOffRest: () => void = () => undefined

  const plan = (ms: number) => {
    callOff()
    if (!stopped) callOff = later(ms, () => kick('now'))
  }

  const recover = () => {
    callOffRest = later(POKE_PAUSE_MS * (0.5 + random()), () => {
      spent -= 1
      if (spent > 0) recover()
      if (poked) kick('poke')
    })
  }

  const spend = () => {
    if (stopped) return
    spent += 1
    if (spent === 1) recover()
  }

  async function once(why: Why): Promise<void> {
    poked = false
    try {
      await round()
      failures = 0
      if (why === 'poke') spend()
      if (!stopped) report({ connection: 'online', notice: null })
      plan(PERIOD_MS)
    } catch (error) {
      failures += 1
      if (!stopped) report({ connection: 'offline', notice: noticeOf(error) })
      plan(backoffDelay(failures, random()))
    }
  }

  function kick(why: Why): void {
    if (stopped) return
    if (running) {
      if (again === null || WEIGHT[why] > WEIGHT[again]) again = why
      return
    }
    if (why === 'work' && failures > 0) return
    if (why === 'poke' && spent >= POKES_AT_ONCE) {
      poked = true
      return
    }
    callOff()
    running = once(why).then(() => {
      running = null
      const next = again
      again = null
      if (next) kick(next)
    })
  }

  return {
    kick,
    async stop() {
      stopped = true
      callOff()
      callOffRest()
      await running
    },
  }
}

function noticeOf(error: unknown): SyncStatus['notice'] {
  if (!(error instanceof FaultError)) {
    return { kind: 'error', message: `What central sent could not be stored: ${whyNotStored(error)}` }
  }
  const { message } = error
  switch (error.reaction) {
    case 'backOff':
      return null
    case 'signIn':
      return { kind: 'signIn', message }
    case 'update':
      return { kind: 'update', message }
    default:
      return { kind: 'error', message }
  }
}
