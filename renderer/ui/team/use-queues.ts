import { useEffect, useState } from 'react'
import type { QueuesResponse } from '../../../shared/api/api.ts'
import { loadQueues } from '../../flow/load-queues.ts'
import { useDesk, useRows } from '../context.tsx'

const EVERY_MS = 5000

/** The queues as central counts them: asked again every few seconds, and at once when leads here change. */
export function useQueues(): { queues: QueuesResponse | null; problem: string | null } {
  const desk = useDesk()
  const rows = useRows()
  const [queues, setQueues] = useState<QueuesResponse | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: changed rows are a reason to ask again
  useEffect(() => {
    const gone = new AbortController()
    const load = async () => {
      try {
        const answer = await loadQueues(desk, gone.signal)
        if (gone.signal.aborted) return
        setQueues(answer)
        setProblem(null)
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
  }, [desk, rows])
  return { queues, problem }
}
