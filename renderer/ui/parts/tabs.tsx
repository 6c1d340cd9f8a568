import type { KeyboardEvent, ReactNode } from 'react'
import css from './tabs.module.css'

interface Props<N extends string> {
  /** Of the whole, for the ids of tabs and panel. */
  id: string
  label: string
  /** `group`: said before the first tab of several that belong together. `marked`: something on it waits. */
  tabs: readonly { name: N; label: string; group?: string; marked?: boolean }[]
  open: N
  onOpen(name: N): void
  /** What the open tab shows. */
  children: ReactNode
}

/** Tabs over one panel; the arrows move between them. */
export function Tabs<N extends string>({ id, label, tabs, open, onOpen, children }: Props<N>) {
  const onKeyDown = (e: KeyboardEvent<HTMLDivElement>) => {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0
    const at = tabs.findIndex((tab) => tab.name === open)
    const next = tabs[(at + by + tabs.length) % tabs.length]
    if (by === 0 || !next) return
    e.preventDefault()
    onOpen(next.name)
    e.currentTarget.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus()
  }
  return (
    <>
      <div role="tablist" className={css.tabs} aria-label={label} onKeyDown={onKeyDown}>
        {tabs.map(({ name, label: text, group, marked }) => (
          <button
            key={name}
            data-group={group}
            type="button"
            role="tab"
            id={`${id}-tab-${name}`}
            data-tab={name}
            className={css.tab}
            aria-selected={open === name}
            aria-controls={`${id}-panel`}
            tabIndex={open === name ? 0 : -1}
            onClick={() => onOpen(name)}
          >
            {text}
            {marked && <span aria-hidden="true"> •</span>}
          </button>
        ))}
      </div>
      <div id={`${id}-panel`} role="tabpanel" className={css.panel} aria-labelledby={`${id}-tab-${open}`}>
        {children}
      </div>
    </>
  )
}
