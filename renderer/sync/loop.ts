import { backoffDelay } from '../../shared/sync/backoff.ts'
import { FaultError } from '../db/errors.ts'
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
  /** 'work': something was saved; waits for a backoff that is under way. 'now': there is reason to think that a round succeeds. */
  kick(why: 'work' | 'now'): void
  /** Resolves once no round runs any more. */
  stop(): Promise<void>
}

const PERIOD_MS = 30_000

/** When rounds run: at once when there is reason to, every 30 s, after a failure with full jitter. Never two at once. */
export function createLoop({ round, random, later, report }: LoopDeps): Loop {
  let failures = 0
  let running: Promise<void> | null = null
  let again: 'work' | 'now' | null = null
  let stopped = false
  let callOff: () => void = () => undefined

  const plan = (ms: number) => {
    callOff()
    if (!stopped) callOff = later(ms, () => kick('now'))
  }

  async function once(): Promise<void> {
    try {
      await round()
      failures = 0
      if (!stopped) report({ connection: 'online', notice: null })
      plan(PERIOD_MS)
    } catch (error) {
      failures += 1
      if (!stopped) report({ connection: 'offline', notice: noticeOf(error) })
      plan(backoffDelay(failures, random()))
    }
  }

  function kick(why: 'work' | 'now'): void {
    if (stopped) return
    if (running) {
      again = again === 'now' ? 'now' : why
      return
    }
    if (why === 'work' && failures > 0) return
    callOff()
    running = once().then(() => {
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
      await running
    },
  }
}

function noticeOf(error: unknown): SyncStatus['notice'] {
  if (!(error instanceof FaultError)) {
    const message = error instanceof Error ? error.message : String(error)
    return { kind: 'error', message: `What central sent could not be stored: ${message}` }
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
