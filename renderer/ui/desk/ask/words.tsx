import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { Field } from '../../../../shared/lead/catalog.ts'
import { writeNote } from '../../../flow/write-note.ts'
import { useAttempt } from '../../actions/use-actions.tsx'
import { useDesk, useT } from '../../context.tsx'
import { Key } from '../../parts/key.tsx'
import css from './ask.module.css'

/**
 * What the person says beside the choices: it goes with the answer that is given next (see takeWords). What no answer took when the
 * question leaves the screen becomes a note.
 */
export function Words({ leadId, field }: { leadId: string; field: Field }) {
  const t = useT()
  const desk = useDesk()
  const attempt = useAttempt()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const own = input.current
    return () => {
      const text = own?.value.trim() ?? ''
      if (text !== '') void attempt(() => writeNote(desk, leadId, desk.newId(), `${field.label}: ${text}`))
    }
  }, [desk, attempt, leadId, field])
  const onKeyDown = (e: KeyboardEvent<HTMLInputElement>) => {
    if (e.key !== 'Enter' || e.ctrlKey) return
    e.preventDefault()
    document.querySelector<HTMLElement>('[data-focus-root]')?.focus()
  }
  return (
    <label className={css.words}>
      <Key chord="'" />
      <input
        ref={input}
        type="text"
        maxLength={500}
        data-words
        aria-label={t('ask.words')}
        placeholder={t('ask.wordsHint')}
        autoComplete="off"
        onKeyDown={onKeyDown}
      />
    </label>
  )
}
