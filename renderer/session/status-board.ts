import type { SyncStatus } from '../db/views.ts'
import type { RoundOutcome } from '../sync/loop.ts'

/** Puts together what the top bar says. */
export interface StatusBoard {
  status(): SyncStatus
  count(counts: Pick<SyncStatus, 'waiting' | 'parked' | 'lastSyncedAt'>): void
  outcome(outcome: RoundOutcome): void
  /** A notice that no later round takes away. */
  keep(notice: SyncStatus['notice']): void
}

export function createStatusBoard(now: () => number, tell: (status: SyncStatus) => void): StatusBoard {
  const at = () => new Date(now()).toISOString()
  let status: SyncStatus = {
    connection: 'connecting',
    since: at(),
    waiting: 0,
    parked: 0,
    lastSyncedAt: null,
    notice: null,
  }
  let kept: SyncStatus['notice'] = null
  const change = (part: Partial<SyncStatus>) => {
    status = { ...status, ...part }
    tell(status)
  }
  return {
    status: () => status,
    count: change,
    outcome({ connection, notice }) {
      const since = connection === status.connection ? status.since : at()
      change({ connection, since, notice: notice ?? kept })
    },
    keep(notice) {
      kept = notice
      change({ notice })
    },
  }
}
