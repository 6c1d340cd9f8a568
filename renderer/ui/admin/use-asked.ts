import { useCallback, useEffect, useState } from 'react'
import type { Desk } from '../../flow/desk.ts'
import { useDesk } from '../context.tsx'

export const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** What central says, asked when the screen opens and again by `reload`. `data` null: not known yet. @param ask keep it stable */
export function useAsked<T>(ask: (desk: Desk, signal: AbortSignal) => Promise<T>) {
  const desk = useDesk()
  const [data, setData] = useState<T | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [turn, setTurn] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a turn is the reason to ask again
  useEffect(() => {
    const gone = new AbortController()
    ask(desk, gone.signal).then(
      (answer) => {
        if (gone.signal.aborted) return
        setData(answer)
        setProblem(null)
      },
      (error: unknown) => gone.signal.aborted || setProblem(textOf(error)),
    )
    return () => gone.abort()
  }, [desk, ask, turn])
  return { data, problem, setData, reload: useCallback(() => setTurn((n) => n + 1), []) }
}
