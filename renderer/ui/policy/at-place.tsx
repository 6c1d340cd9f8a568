import { createContext, use, useCallback } from 'react'
import type { PolicyProblem } from '../../../shared/policy/policy-error.ts'
import css from './policy.module.css'

const Problems = createContext<readonly PolicyProblem[]>([])
export const ProblemsProvider = Problems.Provider

type ProblemOf = (pointer: string, deep?: boolean) => string | null

/** What is wrong at a place of the draft (a JSON pointer), and in what is under it unless `deep` is false; null: nothing. */
export function useProblems(): ProblemOf {
  const problems = use(Problems)
  return useCallback(
    (pointer, deep = true) => {
      const found = problems.filter(
        (p) => p.pointer === pointer || (deep && p.pointer.startsWith(`${pointer}/`)),
      )
      return found.length === 0 ? null : found.map((p) => p.detail).join('; ')
    },
    [problems],
  )
}

/** The same as a line of text. */
export function ProblemAt({ pointer, deep = true }: { pointer: string; deep?: boolean }) {
  const problem = useProblems()(pointer, deep)
  return (
    problem && (
      <div className={css.problem} role="alert">
        {problem}
      </div>
    )
  )
}
