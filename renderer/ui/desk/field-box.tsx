import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { type Field, type FieldId, type FieldValue, labelOf } from '../../../shared/lead/catalog.ts'
import { normalise } from '../../../shared/lead/intake/normalise.ts'
import { fieldValue, type Lead } from '../../../shared/lead/lead.ts'
import { answer, withdraw } from '../../flow/answer.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useDesk, useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import type { Derived } from '../format/use-derived.ts'
import { useOrigin } from '../format/use-origin.ts'
import own from '../identity/identity.module.css'
import { OriginMark } from '../identity/origin-mark.tsx'
import { ValueFacts } from '../identity/value-facts.tsx'
import css from './desk.module.css'

interface Props {
  field: Field
  lead: Lead
  now: number
  /** True for a field that stands in the policy: missing, it is marked. */
  counts: boolean
  /** What stands while nobody states a value. */
  derived: Derived | null
  /** Shows where the value came from and what it replaced. */
  onOrigin(field: FieldId): void
}

/** One field: what it is, where the value came from, and the value, editable as its kind allows. */
export function FieldBox({ field, lead, now, counts, derived, onOrigin }: Props) {
  const t = useT()
  const desk = useDesk()
  const attempt = useAttempt()
  const id = useId()
  const fieldId = field.id as FieldId
  const value = fieldValue(lead, fieldId)
  const known = useOrigin(lead, fieldId, now)
  const versions = lead.fields[fieldId]?.length ?? 0
  const [problem, setProblem] = useState<string | null>(null)
  const follows = value === null ? derived : null
  const missing = value === null && counts && !follows
  const origin = follows?.source ?? (lead.fields[fieldId] === undefined && !counts ? '' : known)

  const save = async (next: FieldValue | null) => {
    setProblem(null)
    await attempt(() =>
      next === null
        ? withdraw(desk, lead.id, fieldId, t('fields.cleared'))
        : answer(desk, lead.id, fieldId, next),
    )
  }
  const typed = async (raw: string) => {
    if (raw.trim() === '') {
      if (value !== null) await save(null)
      return setProblem(null)
    }
    const country = fieldValue(lead, 'country')
    const outcome = normalise(
      fieldId,
      raw,
      country === null ? {} : { defaultCountry: String(country), country: String(country) },
    )
    if ('problem' in outcome) return setProblem(outcome.problem)
    if (outcome.value !== value) await save(outcome.value)
    else setProblem(null)
  }

  const choices = field.choices?.map((c) => (
    <option key={c.id} value={c.id}>
      {c.label}
    </option>
  ))
  return (
    <div
      className={versions > 0 ? `${css.field} ${own.known}` : css.field}
      data-field={field.id}
      data-missing={missing || undefined}
      data-problem={problem === null ? undefined : field.label}
    >
      <label id={`${id}-label`} className={css.label} htmlFor={id} title={origin}>
        {field.label}
        {problem !== null ? ` · ${problem}` : origin && ` · ${origin}`}
      </label>
      {field.choices ? (
        <select
          id={id}
          className={css.input}
          value={value ?? ''}
          onChange={(e) => void save(e.currentTarget.value === '' ? null : e.currentTarget.value)}
        >
          <option value="">
            {follows?.text ??
              (value === null
                ? t('fields.choose')
                : derived
                  ? t('fields.derive', { value: derived.text })
                  : t('fields.clear'))}
          </option>
          {derived ? <optgroup label={t('fields.stated')}>{choices}</optgroup> : choices}
        </select>
      ) : (
        <div className={own.valueRow}>
          <TextField
            // A value that changed underneath replaces what is shown, not what is being typed.
            key={String(value)}
            id={id}
            field={field}
            value={value}
            invalid={problem !== null}
            derived={follows?.text}
            onDone={typed}
            onUndo={() => setProblem(null)}
          />
          {value !== null && problem === null && (
            <ValueFacts field={field} value={value} onTake={(next) => void save(next)} />
          )}
        </div>
      )}
      {versions > 0 && (
        <OriginMark describedBy={`${id}-label`} versions={versions} onOpen={() => onOrigin(fieldId)} />
      )}
    </div>
  )
}

const MODES = { phone: 'tel', email: 'email', url: 'url', number: 'decimal' } as const

function TextField(props: {
  id: string
  field: Field
  value: FieldValue | null
  invalid: boolean
  derived: string | undefined
  onDone(raw: string): Promise<void>
  onUndo(): void
}) {
  const { id, field, value, invalid, derived, onDone, onUndo } = props
  const t = useT()
  const shown =
    value === null ? '' : field.kind === 'phone' ? readable(String(value)) : labelOf(field.id, value)
  const [text, setText] = useState(shown)
  // Esc also leaves the field, before the text that it took back is rendered.
  const undone = useRef(false)
  const onKeyDown = (e: KeyboardEvent<HTMLInputElement>) => {
    if (e.key === 'Enter' && !e.ctrlKey) void onDone(text)
    if (e.key === 'Escape') {
      undone.current = true
      setText(shown)
      onUndo()
    }
  }
  return (
    <input
      id={id}
      className={css.input}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={field.kind in MODES ? MODES[field.kind as keyof typeof MODES] : 'text'}
      value={text}
      placeholder={derived ?? t('fields.type')}
      data-derived={derived !== undefined || undefined}
      aria-invalid={invalid}
      autoComplete="off"
      onChange={(e) => setText(e.currentTarget.value)}
      onFocus={() => {
        undone.current = false
      }}
      onBlur={() => !undone.current && text !== shown && void onDone(text)}
      onKeyDown={onKeyDown}
    />
  )
}
