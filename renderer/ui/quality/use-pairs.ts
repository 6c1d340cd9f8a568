import { useCallback, useEffect, useMemo, useState } from 'react'
import type { DuplicatesPage } from '../../../shared/api/qualification.ts'
import { loadDuplicates } from '../../flow/load-duplicates.ts'
import { useDesk, useRows } from '../context.tsx'

export type Pair = DuplicatesPage['duplicates'][number] & { id: string }

export interface Pairs {
  /** null: not known yet. */
  pairs: readonly Pair[] | null
  /** True while central has more of them. */
  more: boolean
  problem: string | null
  loadMore(): void
  /** Takes a pair off the list: it was decided here. */
  settle(id: string): void
  /** From the start again. */
  reload(): void
}

interface State {
  pairs: readonly Pair[] | null
  /** null: there is no further page. */
  next: string | null
}

/** The likely duplicates as central lists them, a page at a time; what is one lead by now is left out. */
export function usePairs(): Pairs {
  const desk = useDesk()
  const rows = useRows()
  const [{ pairs, next }, setState] = useState<State>({ pairs: null, next: null })
  const [asked, setAsked] = useState<{ cursor: string | null; turn: number }>({ cursor: null, turn: 0 })
  const [problem, setProblem] = useState<string | null>(null)
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set())

  useEffect(() => {
    const gone = new AbortController()
    const load = async () => {
      try {
        const page = await loadDuplicates(desk, asked.cursor, gone.signal)
        if (gone.signal.aborted) return
        const fresh = page.duplicates.map((d) => ({ ...d, id: d.leads.map((l) => l.lead.id).join() }))
        setState((s) => {
          const before = asked.cursor === null ? [] : (s.pairs ?? [])
          const known = new Set(before.map((p) => p.id))
          return { pairs: [...before, ...fresh.filter((p) => !known.has(p.id))], next: page.next }
        })
        setProblem(null)
      } catch (error) {
        if (!gone.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
      }
    }
    void load()
    return () => gone.abort()
  }, [desk, asked])

  // biome-ignore lint/correctness/useExhaustiveDependencies: changed rows tell that two leads may be one by now
  const open = useMemo(
    () =>
      pairs?.filter(({ id, leads: [a, b] }) => {
        const [one, two] = [desk.reader.row(a.lead.id)?.id, desk.reader.row(b.lead.id)?.id]
        return !settled.has(id) && !(one !== undefined && one === two)
      }) ?? null,
    [desk, pairs, settled, rows],
  )
  return {
    pairs: open,
    more: next !== null,
    problem,
    loadMore: useCallback(
      () => next !== null && setAsked((a) => (a.cursor === next ? a : { cursor: next, turn: a.turn })),
      [next],
    ),
    settle: useCallback((id: string) => setSettled((s) => new Set([...s, id])), []),
    reload: useCallback(() => setAsked((a) => ({ cursor: null, turn: a.turn + 1 })), []),
  }
}
