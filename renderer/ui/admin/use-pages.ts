import { useCallback, useEffect, useState } from 'react'
import type { Desk } from '../../flow/desk.ts'
import { useDesk } from '../context.tsx'
import { textOf } from './use-asked.ts'

export interface Page<R> {
  rows: readonly R[]
  /** null: there is no further page. */
  next: string | null
}
export type AskPage<R> = (desk: Desk, cursor: string | null, signal: AbortSignal) => Promise<Page<R>>

/** What central lists, a page at a time. `rows` null: not known yet. @param ask keep it stable: another one begins anew */
export function usePages<R extends { id: string }>(ask: AskPage<R>) {
  const desk = useDesk()
  const [asked, setAsked] = useState({ ask, cursor: null as string | null })
  const [{ of, rows, next }, setState] = useState<{
    of: AskPage<R>
    rows: readonly R[] | null
    next: string | null
  }>({ of: ask, rows: null, next: null })
  const [problem, setProblem] = useState<string | null>(null)
  const cursor = asked.ask === ask ? asked.cursor : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking once more is a reason to ask
  useEffect(() => {
    const gone = new AbortController()
    ask(desk, cursor, gone.signal).then(
      (page) => {
        if (gone.signal.aborted) return
        setState((s) => ({
          of: ask,
          rows: cursor === null || s.of !== ask ? page.rows : [...(s.rows ?? []), ...page.rows],
          next: page.next,
        }))
        setProblem(null)
      },
      (error: unknown) => gone.signal.aborted || setProblem(textOf(error)),
    )
    return () => gone.abort()
  }, [desk, ask, asked])
  return {
    rows: of === ask ? rows : null,
    more: next !== null,
    problem,
    loadMore: useCallback(() => setAsked({ ask, cursor: next }), [ask, next]),
    reload: useCallback(() => setAsked({ ask, cursor: null }), [ask]),
    /** Puts what a command made of a row in its place; null: it is in the list no more. */
    replace: useCallback(
      (id: string, changed: R | null) =>
        setState((s) => ({
          ...s,
          rows: s.rows?.flatMap((r) => (r.id !== id ? [r] : changed ? [changed] : [])) ?? null,
        })),
      [],
    ),
  }
}
