import type { ReactNode } from 'react'
import { useT } from '../context.tsx'
import { Empty } from '../parts/empty.tsx'
import css from './reports.module.css'

interface Props {
  /** null: not known yet. */
  problem: string | null
  asking: boolean
  /** null: nothing was answered yet. */
  children: ReactNode
}

/** A report once it is answered; until then why not. */
export function Answered({ problem, asking, children }: Props) {
  const t = useT()
  if (children === null)
    return <Empty title={problem === null ? t('reports.asking') : t('inbox.unreached')}>{problem}</Empty>
  return (
    <>
      <div role="status" className={css.state}>
        {problem ? t('team.stale', { problem }) : asking && t('reports.asking')}
      </div>
      <div className={css.answer} aria-busy={asking}>
        {children}
      </div>
    </>
  )
}
