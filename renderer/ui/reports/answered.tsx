import type { ReactNode } from 'react'
import { useT } from '../context.tsx'
import { clock } from '../format/time.ts'
import { Empty } from '../parts/empty.tsx'
import css from './reports.module.css'

interface Props {
  /** null: not known yet. */
  problem: string | null
  asking: boolean
  /** When central answered with what is shown, epoch milliseconds. */
  at: number
  /** null: nothing was answered yet. */
  children: ReactNode
}

/** A report once it is answered, and of when it is; until then why not. */
export function Answered({ problem, asking, at, children }: Props) {
  const t = useT()
  return (
    <>
      <div role="status" className={css.state}>
        {problem
          ? children === null || t('team.stale', { problem })
          : asking
            ? t('reports.asking')
            : t('reports.asOf', { at: clock(at) })}
      </div>
      {children === null ? (
        problem && (
          <div role="alert">
            <Empty title={t('inbox.unreached')}>{problem}</Empty>
          </div>
        )
      ) : (
        <div className={css.answer} aria-busy={asking}>
          {children}
        </div>
      )}
    </>
  )
}
