import { createContext, use } from 'react'
import type { PolicyProblem } from '../../../shared/policy/policy-error.ts'
import css from './policy.module.css'

const Problems = createContext<readonly PolicyProblem[]>([])
export const ProblemsProvider = Problems.Provider

/** What is wrong at a place of the draft (a JSON pointer) and in what is under it; null: nothing. */
export function useProblemAt(pointer: string, deep = true): string | null {
  const found = use(Problems).filter(
    (p) => p.pointer === pointer || (deep && p.pointer.startsWith(`${pointer}/`)),
  )
  return found.length === 0 ? null : found.map((p) => p.detail).join('; ')
}

/** The same as a line of text. */
export function ProblemAt({ pointer, deep = true }: { pointer: string; deep?: boolean }) {
  const problem = useProblemAt(pointer, deep)
  return (
    problem && (
      <div className={css.problem} role="alert">
        {problem}
      </div>
    )
  )
}
