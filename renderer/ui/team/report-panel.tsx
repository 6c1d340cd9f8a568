import type { ReactNode } from 'react'
import { useActions } from '../actions/use-actions.tsx'
import { useNow, useT } from '../context.tsx'
import { moment } from '../format/time.ts'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import css from './team.module.css'

interface Props {
  title: string
  hint: string
  /** What leads to the whole report. */
  action: string
  told: { at: number; problem: string | null }
  hidden?: boolean
  className: string | undefined
  /** null: nothing was told yet. */
  children: ReactNode
}

/** A report in short, with the way to all of it; what is not current says since when. */
export function ReportPanel({
  title,
  hint,
  action,
  told: { at, problem },
  hidden,
  className,
  children,
}: Props) {
  const t = useT()
  const now = useNow(60_000)
  const report = useActions().get(action)
  return (
    <section className={`${parts.card} ${css.panel} ${className}`} aria-label={title} hidden={hidden}>
      <div className={css.cardBar}>
        <h2 className={parts.h2}>
          {title} <span className={css.hint}>{hint}</span>
        </h2>
        {report && (
          <button
            type="button"
            className={css.way}
            aria-label={report.label}
            onClick={() => void report.run()}
          >
            {t('team.report')} <Key chord={report.keys[0] ?? ''} />
          </button>
        )}
      </div>
      <div role="status" className={css.asOf}>
        {problem !== null && children !== null && t('team.asOf', { at: moment(new Date(at), now) })}
      </div>
      {children === null ? (
        <div className={`${parts.pad} ${parts.dim}`}>
          {t(problem === null ? 'reports.asking' : 'team.whenReached')}
        </div>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section className={css.panelBody} tabIndex={0} aria-label={`${title} ${hint}`}>
          {children}
        </section>
      )}
    </section>
  )
}
