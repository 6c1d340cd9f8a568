import type { ReactNode } from 'react'
import css from './parts.module.css'

/** An honest "there is nothing here", with what can be done about it. */
export const Empty = ({ title, children }: { title: string; children?: ReactNode }) => (
  <div className={css.empty}>
    <div className={css.emptyTitle}>{title}</div>
    {children}
  </div>
)
