import { useCallback, useEffect, useState } from 'react'
import type { BreachesPage } from '../../../shared/api/qualification.ts'
import { loadBreaches } from '../../flow/load-breaches.ts'
import { useDesk } from '../context.tsx'

type List = BreachesPage['breaches']

/** Forbidden calls as central recorded them, a page at a time. `breaches` null: not known yet. */
export function useBreaches() {
  const desk = useDesk()
  const [{ breaches, next }, setState] = useState<{ breaches: List | null; next: string | null }>({
    breaches: null,
    next: null,
  })
  const [asked, setAsked] = useState<{ cursor: string | null }>({ cursor: null })
  const [problem, setProblem] = useState<string | null>(null)
  useEffect(() => {
    const gone = new AbortController()
    loadBreaches(desk, asked.cursor, gone.signal).then(
      (page) => {
        if (gone.signal.aborted) return
        setState((s) => ({
          breaches: asked.cursor === null ? page.breaches : [...(s.breaches ?? []), ...page.breaches],
          next: page.next,
        }))
        setProblem(null)
      },
      (error: unknown) => {
        if (!gone.signal.aborted) setProblem(error instanceof Error ? error.message : String(error))
      },
    )
    return () => gone.abort()
  }, [desk, asked])
  return {
    breaches,
    more: next !== null,
    problem,
    loadMore: useCallback(() => setAsked({ cursor: next }), [next]),
    reload: useCallback(() => setAsked({ cursor: null }), []),
  }
}
