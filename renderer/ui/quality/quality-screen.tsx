import type { KeyboardEvent } from 'react'
import { QUALITY_TABS as TABS } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import { Breaches } from './breaches.tsx'
import { InvalidLeads } from './invalid-leads.tsx'
import { Pairs } from './pairs.tsx'
import css from './quality.module.css'
import { Suppressions } from './suppressions.tsx'

const CONTENT = { duplicates: Pairs, invalid: InvalidLeads, suppressions: Suppressions, breaches: Breaches }

/** What needs a supervisor's eye: who may be one person, who cannot be reached, who is not to be called, who was called all the same. */
export function QualityScreen() {
  const t = useT()
  const { screen } = useParts()
  const tab = useScreen((s) => s.qualityTab)
  const Content = CONTENT[tab]
  const onKeyDown = (e: KeyboardEvent<HTMLDivElement>) => {
    const by = e.key === 'ArrowRight' ? 1 : e.key === 'ArrowLeft' ? -1 : 0
    const next = TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]
    if (by === 0 || !next) return
    e.preventDefault()
    screen.setState({ qualityTab: next })
    e.currentTarget.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus()
  }
  return (
    <div className={css.quality}>
      <div role="tablist" className={css.tabs} aria-label={t('screen.quality.title')} onKeyDown={onKeyDown}>
        {TABS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            data-tab={name}
            className={css.tab}
            aria-selected={tab === name}
            aria-controls="quality-panel"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => screen.setState({ qualityTab: name })}
          >
            {t(`quality.tab.${name}`)}
          </button>
        ))}
      </div>
      <div id="quality-panel" role="tabpanel" className={css.panel} aria-labelledby={`tab-${tab}`}>
        <Content />
      </div>
    </div>
  )
}
