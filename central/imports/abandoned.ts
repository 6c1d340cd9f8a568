/** A run that has not saved for this long was left behind by a process that is gone. */
export const ABANDONED_MS = 60_000

interface Run {
  state: 'running' | 'done' | 'cancelled' | 'failed'
  error: string | null
}

/** An import as it stands: one that was left behind has failed. @param savedAt ISO */
export function asItIs<T extends Run>(progress: T, savedAt: string, now: number): T {
  const runs = progress.state === 'running' && Date.parse(savedAt) >= now - ABANDONED_MS
  if (progress.state !== 'running' || runs) return progress
  const error = 'Central was stopped in the middle of it: the same file again completes it.'
  return { ...progress, state: 'failed', error }
}
