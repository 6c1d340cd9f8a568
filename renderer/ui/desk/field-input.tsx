import { type KeyboardEvent, useRef, useState } from 'react'
import { type Field, type FieldValue, valueLabel } from '../../../shared/lead/catalog.ts'
import { type IntakeContext, normaliseFor } from '../../../shared/lead/intake/normalise.ts'
import { useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import { DECIMAL_MARK, numberText } from '../format/numbers.ts'
import { ChoicesInput } from './choices-input.tsx'
import css from './desk.module.css'

export interface FieldInputProps {
  id: string
  field: Field
  value: FieldValue | null
  /** Of whose place the value is: how phone numbers and states are read. */
  ctx?: IntakeContext
  /** What stands while nobody states a value. */
  follows?: string | undefined
  /** What a rule fills in when the stated value is taken away. */
  derivable?: string | undefined
  invalid?: boolean
  /** A value that the field can hold; null: cleared. Not called for what is there already. */
  onSave(value: FieldValue | null): void
  /** Why what was typed cannot be taken ('is no number'); null: nothing is wrong any more. */
  onProblem(problem: string | null): void
}

/** A value of any kind, by keyboard: Enter or leaving the field saves, Esc takes back. */
export function FieldInput(props: FieldInputProps) {
  if (props.field.kind === 'choices') return <ChoicesInput {...props} />
  if (props.field.choices) return <ChoiceSelect {...props} />
  // A value that changed underneath replaces what is shown, not what is being typed.
  return <TypedInput key={String(props.value)} {...props} />
}

function ChoiceSelect({ id, field, value, follows, derivable, onSave }: FieldInputProps) {
  const t = useT()
  const choices = field.choices?.map((c) => (
    <option key={c.id} value={c.id}>
      {c.label}
    </option>
  ))
  const gone = value !== null && !field.choices?.some((c) => c.id === value)
  const none =
    value === null
      ? t('fields.choose')
      : derivable
        ? t('fields.derive', { value: derivable })
        : t('fields.clear')
  return (
    <select
      id={id}
      className={css.input}
      value={value ?? ''}
      onChange={(e) => onSave(e.currentTarget.value === '' ? null : e.currentTarget.value)}
    >
      <option value="">{follows ?? none}</option>
      {gone && <option value={value}>{valueLabel(field, value)}</option>}
      {derivable ? <optgroup label={t('fields.stated')}>{choices}</optgroup> : choices}
    </select>
  )
}

const MODES = { phone: 'tel', email: 'email', url: 'url', number: 'decimal' } as const

function TypedInput({ id, field, value, ctx, follows, invalid, onSave, onProblem }: FieldInputProps) {
  const t = useT()
  const shown = value === null ? '' : typedText(field, value)
  const [text, setText] = useState(shown)
  // Esc also leaves the field, before the text that it took back is rendered.
  const undone = useRef(false)

  const done = (input: HTMLInputElement) => {
    if (input.validity.badInput) return onProblem(t('fields.noDay'))
    if (text.trim() === '') {
      if (value !== null) onSave(null)
      return onProblem(null)
    }
    const outcome = normaliseFor(field, text, { ...ctx, decimal: DECIMAL_MARK })
    if ('problem' in outcome) return onProblem(outcome.problem)
    onProblem(null)
    if (outcome.value !== value) onSave(outcome.value)
    else setText(shown)
  }
  const onKeyDown = (e: KeyboardEvent<HTMLInputElement>) => {
    if (e.key === 'Enter' && !e.ctrlKey) done(e.currentTarget)
    if (e.key === 'Escape') {
      undone.current = true
      setText(shown)
      onProblem(null)
    }
  }
  return (
    <input
      id={id}
      className={css.input}
      type={field.kind === 'date' ? 'date' : 'text'}
      inputMode={field.kind in MODES ? MODES[field.kind as keyof typeof MODES] : 'text'}
      value={text}
      placeholder={follows ?? t('fields.type')}
      data-empty={text === '' || undefined}
      data-derived={follows !== undefined || undefined}
      aria-invalid={invalid}
      autoComplete="off"
      onChange={(e) => setText(e.currentTarget.value)}
      onFocus={() => {
        undone.current = false
      }}
      onBlur={(e) => {
        const changed = text !== shown || e.currentTarget.validity.badInput
        if (!undone.current && changed) done(e.currentTarget)
      }}
      onKeyDown={onKeyDown}
    />
  )
}

/** A value as it is typed: so that what is shown can be typed again. */
function typedText(field: Field, value: FieldValue): string {
  if (field.kind === 'phone') return readable(String(value))
  if (field.kind === 'number' && typeof value === 'number') return numberText(value)
  return valueLabel(field, value)
}
