import { startTransition, useEffect, useState } from 'react'
import type { QueuesResponse } from '../../../shared/api/api.ts'
import { loadQueues } from '../../flow/load-queues.ts'
import { useDesk, useRows, useScreen } from '../context.tsx'

/** When nothing is heard. */
const EVERY_MS = 15_000

/** The queues as central counts them: asked again after every round, and so within a second of a poke, and when leads here change. */
export function useQueues(campaign: string | null): {
  queues: QueuesResponse | null
  problem: string | null
} {
  const desk = useDesk()
  const rows = useRows()
  const syncedAt = useScreen((s) => s.sync.lastSyncedAt)
  const [queues, setQueues] = useState<QueuesResponse | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: changed rows and rounds are reasons to ask again
  useEffect(() => {
    const gone = new AbortController()
    const load = async () => {
      try {
        const answer = await loadQueues(desk, campaign, gone.signal)
        if (gone.signal.aborted) return
        // Of many agents it is drawn between other work.
        startTransition(() => {
          setQueues(answer)
          setProblem(null)
        })
      } catch (error) {
        if (!gone.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
      }
    }
    const soon = setTimeout(() => void load(), 150)
    const timer = setInterval(() => void load(), EVERY_MS)
    return () => {
      gone.abort()
      clearTimeout(soon)
      clearInterval(timer)
    }
  }, [desk, campaign, rows, syncedAt])
  return { queues, problem }
}
