import { useEffect, useState } from 'react'
import { countEscalations } from '../../flow/escalations.ts'
import { useDesk, useScreen } from '../context.tsx'

/** How many escalations came to this person and nobody looks after yet, counted by central after every round; while it is not reached, none: what was is not what is. */
export function useOpenEscalations(asks: boolean): number {
  const desk = useDesk()
  const syncedAt = useScreen((s) => s.sync.lastSyncedAt)
  const online = useScreen((s) => s.sync.connection === 'online')
  const [open, setOpen] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round is a reason to count again
  useEffect(() => {
    if (!asks || !online) return
    const gone = new AbortController()
    countEscalations(desk, 'escalated', gone.signal).then(
      (n) => gone.signal.aborted || setOpen(n),
      () => gone.signal.aborted || setOpen(0),
    )
    return () => gone.abort()
  }, [desk, asks, online, syncedAt])
  return asks && online ? open : 0
}
