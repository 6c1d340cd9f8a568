import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import type { SuppressionList } from '../../../shared/sync/protocol.ts'
import { loadSuppressions } from '../../flow/load-suppressions.ts'
import { useDesk } from '../context.tsx'

/** `entries` null: only central knows how many. */
export type ShownList = SuppressionList & { entries: number | null }

/** The lists: for administrators as central keeps them, for others and without a connection as this machine knows them. */
export function useSuppressions(): {
  lists: readonly ShownList[]
  problem: string | null
  reload(): void
} {
  const desk = useDesk()
  const here = useSyncExternalStore(
    useCallback((changed: () => void) => desk.reader.subscribe(changed), [desk]),
    () => desk.reader.suppressionLists(),
  )
  const [counted, setCounted] = useState<readonly ShownList[] | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  const asks = desk.me.role === 'administrator'
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn, and changed lists, are the reasons to ask again
  useEffect(() => {
    if (!asks) return
    const gone = new AbortController()
    loadSuppressions(desk, gone.signal).then(
      ({ lists }) => {
        if (gone.signal.aborted) return
        setCounted(lists)
        setProblem(null)
      },
      (error: unknown) => {
        if (!gone.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
      },
    )
    return () => gone.abort()
  }, [desk, asks, turn, here])
  return {
    lists: counted ?? here.map((list) => ({ ...list, entries: null })),
    problem,
    reload: useCallback(() => setTurn((n) => n + 1), []),
  }
}
