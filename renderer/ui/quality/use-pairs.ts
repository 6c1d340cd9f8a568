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
  const open = useMemo(() => {
    if (!pairs) return null
    // A lead goes by the whole it belongs to by now: what was decided of one of its parts is decided of all.
    const whole = (id: string) => desk.reader.row(id)?.id ?? id
    const keyOf = (id: string) => id.split(',').map(whole).sort().join()
    const seen = new Set([...settled].map(keyOf))
    return pairs.filter(({ id }) => {
      const key = keyOf(id)
      const [one, two] = key.split(',')
      if (one === two || seen.has(key)) return false
      seen.add(key)
      return true
    })
  }, [desk, pairs, settled, rows])
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
