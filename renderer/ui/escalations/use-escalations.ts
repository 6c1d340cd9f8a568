import { useCallback, useEffect, useState } from 'react'
import type { Escalation } from '../../../shared/api/escalations.ts'
import { type EscalationView, loadEscalations } from '../../flow/escalations.ts'
import { useDesk, useScreen } from '../context.tsx'

interface State {
  /** null: not known yet. */
  list: readonly Escalation[] | null
  /** On all pages together. */
  total: number
  /** null: there is no further page. */
  next: string | null
}

/** Escalations as central lists them; asked anew after every round, and so within a second of a poke. */
export function useEscalations(view: EscalationView, campaign: string | null = null) {
  const desk = useDesk()
  const syncedAt = useScreen((s) => s.sync.lastSyncedAt)
  const [{ list, total, next }, setState] = useState<State>({ list: null, total: 0, next: null })
  const [problem, setProblem] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  const fail = useCallback(
    (error: unknown) => setProblem(error instanceof Error ? error.message : String(error)),
    [],
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: each round is a reason to ask again
  useEffect(() => {
    const gone = new AbortController()
    loadEscalations(desk, view, { campaign }, gone.signal).then(
      (page) => {
        if (gone.signal.aborted) return
        setProblem(null)
        setState({ list: page.escalations, total: page.total, next: page.next })
      },
      (error: unknown) => gone.signal.aborted || fail(error),
    )
    return () => gone.abort()
  }, [desk, view, campaign, syncedAt, turn, fail])
  const loadMore = useCallback(() => {
    if (next === null) return
    loadEscalations(desk, view, { cursor: next, campaign }).then(
      (page) =>
        setState((s) =>
          s.next === next
            ? { list: [...(s.list ?? []), ...page.escalations], total: page.total, next: page.next }
            : s,
        ),
      fail,
    )
  }, [desk, view, campaign, next, fail])
  return {
    list,
    total,
    more: next !== null,
    problem,
    loadMore,
    reload: useCallback(() => setTurn((n) => n + 1), []),
  }
}
