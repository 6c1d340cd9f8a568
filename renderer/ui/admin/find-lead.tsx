import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../context.tsx'
import { useFound } from '../find/use-found.ts'
import { readable } from '../format/dial.ts'
import { count } from '../format/time.ts'
import css from './admin.module.css'

const SHOWN = 8
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

interface Props {
  label: string
  hint: string
  /** What the button of a lead says, and what it says to those who cannot see what it stands beside. */
  press: string
  pressOf(name: string): string
  chosen: string | null
  onChosen(lead: string): void
  autoFocus?: boolean
}

/** By name, company, number or address among the leads of this machine; by id, any that central has. */
export function FindLead({ label, hint, press, pressOf, chosen, onChosen, autoFocus }: Props) {
  const t = useT()
  const [text, setText] = useState('')
  const { leads, count: all } = useFound(text, SHOWN)
  const id = text.trim()
  return (
    <div className={css.form}>
      <TextInput
        label={label}
        description={hint}
        value={text}
        autoFocus={autoFocus}
        onChange={(e) => setText(e.currentTarget.value)}
      />
      <ul className={css.lines} aria-label={t('admin.foundLeads')}>
        {leads.map((l) => (
          <li key={l.id} className={css.line}>
            <span>
              <b>{l.name || t('lead.noName')}</b>{' '}
              {[l.company, l.phone && readable(l.phone)].filter(Boolean).join(' · ')}
            </span>
            <Button
              size="compact-xs"
              aria-pressed={chosen === l.id}
              aria-label={pressOf(l.name)}
              onClick={() => onChosen(l.id)}
            >
              {press}
            </Button>
          </li>
        ))}
      </ul>
      {all > SHOWN && <p className={css.hint}>{t('admin.moreLeads', { n: count(all - SHOWN) })}</p>}
      {UUID.test(id) && <Button onClick={() => onChosen(id)}>{t('admin.leadOfId', { press })}</Button>}
    </div>
  )
}
