import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import css from './team.module.css'

interface Props {
  of: 'waiting' | 'pastDue' | 'firstResponse' | 'handedOff' | 'hot' | 'questions'
  /** null: not known. */
  value: string | null
  sub: string
  tone?: 'late' | 'hot' | undefined
  /** Goes where it comes from. */
  onOpen?(): void
}

/** A number, what it is of, and the one thing to know about it. */
export function Card({ of, value, sub, tone, onOpen }: Props) {
  const t = useT()
  const title = t(`team.figure.${of}`)
  const content = (
    <>
      <span className={`${parts.dim} ${parts.small}`}>{title}</span>
      <span className={css.figure} data-sign={tone}>
        {value ?? '–'}
      </span>
      <span className={css.figureSub}>{sub}</span>
    </>
  )
  const className = `${parts.card} ${css.card}`
  if (!onOpen) return <div className={className}>{content}</div>
  return (
    <button
      type="button"
      className={className}
      aria-label={t('team.figureReport', { title, value: value ?? '–', sub })}
      title={t('team.toReport')}
      onClick={onOpen}
    >
      {content}
    </button>
  )
}
