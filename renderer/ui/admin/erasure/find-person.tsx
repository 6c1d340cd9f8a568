import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useT } from '../../context.tsx'
import { useFound } from '../../find/use-found.ts'
import { readable } from '../../format/dial.ts'
import { count } from '../../format/time.ts'
import parts from '../../parts/parts.module.css'
import css from '../admin.module.css'

const SHOWN = 8
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu

interface Props {
  chosen: string | null
  onChosen(lead: string): void
}

/** By name, company, number or address among the leads of this machine; by id, any that central has. */
export function FindPerson({ chosen, onChosen }: Props) {
  const t = useT()
  const [text, setText] = useState('')
  const { leads, count: all } = useFound(text, SHOWN)
  const id = text.trim()
  return (
    <section className={`${parts.card} ${parts.pad} ${css.form}`} aria-label={t('admin.erasure.search')}>
      <TextInput
        label={t('admin.erasure.find')}
        description={t('admin.erasure.findHint')}
        value={text}
        autoFocus
        onChange={(e) => setText(e.currentTarget.value)}
      />
      <ul className={css.lines} aria-label={t('admin.erasure.found')}>
        {leads.map((l) => (
          <li key={l.id} className={css.line}>
            <span>
              <b>{l.name || t('lead.noName')}</b>{' '}
              {[l.company, l.phone && readable(l.phone)].filter(Boolean).join(' · ')}
            </span>
            <Button
              size="compact-xs"
              aria-pressed={chosen === l.id}
              aria-label={t('admin.erasure.lookAt', { name: l.name })}
              onClick={() => onChosen(l.id)}
            >
              {t('admin.erasure.look')}
            </Button>
          </li>
        ))}
      </ul>
      {all > SHOWN && <p className={css.hint}>{t('admin.erasure.more', { n: count(all - SHOWN) })}</p>}
      {UUID.test(id) && <Button onClick={() => onChosen(id)}>{t('admin.erasure.byId')}</Button>}
    </section>
  )
}
