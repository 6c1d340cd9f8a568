import type { ReactNode } from 'react'
import parts from '../parts/parts.module.css'
import css from './policy.module.css'

interface Props {
  /** Of the heading. */
  id: string
  title: string
  hint?: string
  action?: ReactNode
  children: ReactNode
}

/** A card of the editor under its heading. */
export const Card = ({ id, title, hint, action, children }: Props) => (
  <section className={`${parts.card} ${css.card}`} aria-labelledby={id}>
    <div className={css.cardHead}>
      <h2 className={parts.h2} id={id}>
        {title} {hint && <span className={css.headHint}>{hint}</span>}
      </h2>
      {action}
    </div>
    {children}
  </section>
)
