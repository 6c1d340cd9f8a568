import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { openLead } from '../../state/screen.ts'
import { useParts, useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import { count as figure } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import { Empty } from '../parts/empty.tsx'
import parts from '../parts/parts.module.css'
import css from './find.module.css'
import { useFound } from './use-found.ts'

const SHOWN = 50

/** Finds a lead by name, company, e-mail or any digits of the number: a person rings back. */
export function FindScreen() {
  const t = useT()
  const { screen } = useParts()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { leads: found, count, settled } = useFound(text, SHOWN)

  /** Enter came before the answer to what was typed: it is for the best of that. */
  const [hasty, setHasty] = useState(false)
  const best = hasty && settled ? found[0]?.id : undefined
  useEffect(() => {
    if (!hasty || !settled) return
    setHasty(false)
    if (best === undefined) return
    openLead(screen, best)
    screen.setState({ screen: 'queue' })
  }, [hasty, settled, best, screen])

  const open = (id: string) => {
    openLead(screen, id)
    screen.setState({ screen: 'queue' })
  }
  const onKeyDown = (e: KeyboardEvent) => {
    const lead = found[at]
    if (e.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
    else if (e.key === 'ArrowUp') setAt(Math.max(0, at - 1))
    else if (e.key === 'Enter' && !settled) setHasty(true)
    else if (e.key === 'Enter' && lead) open(lead.id)
    else if (e.key === 'Escape') screen.setState({ screen: 'queue' })
    else return
    e.preventDefault()
  }

  return (
    <div className={parts.page}>
      <div className={parts.narrow}>
        <TextInput
          size="md"
          autoFocus
          leftSection={<IconSearch size={18} aria-hidden="true" />}
          placeholder={t('find.placeholder')}
          aria-label={t('find.placeholder')}
          role="combobox"
          aria-expanded={found.length > 0}
          aria-controls="find-results"
          aria-activedescendant={found[at] ? `find-${found[at].id}` : undefined}
          value={text}
          onChange={(e) => {
            setText(e.currentTarget.value)
            setAt(0)
          }}
          onKeyDown={onKeyDown}
        />
        <div className={parts.dim} role="status">
          {settled &&
            count > found.length &&
            t('find.best', { shown: figure(found.length), all: figure(count) })}
        </div>
        {text.trim() === '' ? (
          <div className={parts.dim}>{t('find.hint')}</div>
        ) : found.length === 0 ? (
          settled && <Empty title={t('find.none')}>{t('find.noneHint')}</Empty>
        ) : (
          <div
            id="find-results"
            className={`${parts.card} ${css.results}`}
            role="listbox"
            aria-label={t('find.results')}
          >
            {found.map((row, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field above
              <div
                key={row.id}
                id={`find-${row.id}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === at}
                className={css.result}
                onClick={() => open(row.id)}
              >
                <span className={css.name}>
                  <b>{row.name || t('lead.noName')}</b>
                  {row.company && ` · ${row.company}`}
                </span>
                <span>{row.phone && readable(row.phone)}</span>
                <span className={css.name}>{row.email}</span>
                <span className={css.right}>
                  <RouteChip route={row.route} />
                </span>
              </div>
            ))}
          </div>
        )}
      </div>
    </div>
  )
}
