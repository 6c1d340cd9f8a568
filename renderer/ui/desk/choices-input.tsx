import { MultiSelect } from '@mantine/core'
import { useRef, useState } from 'react'
import { choicesValue, chosen } from '../../../shared/lead/catalog.ts'
import { useT } from '../context.tsx'
import css from './desk.module.css'
import type { FieldInputProps } from './field-input.tsx'

/** Several choices: typing finds, Enter takes, Backspace gives back. Leaving the field saves them as one answer; Esc takes back. */
export function ChoicesInput({ id, field, value, follows, invalid, onSave }: FieldInputProps) {
  const t = useT()
  /** What is being chosen; null: nothing is. */
  const [draft, setDraft] = useState<string[] | null>(null)
  // Esc also leaves the field, before the choices that it took back are rendered.
  const undone = useRef(false)
  const ids = draft ?? chosen(value)
  const choices = field.choices ?? []
  // A choice that the campaign no longer has stays as long as nobody takes it away.
  const gone = chosen(value).filter((c) => !choices.some(({ id }) => id === c))
  const done = () => {
    const next = choicesValue(field, ids)
    setDraft(null)
    if (next !== value) onSave(next)
  }
  return (
    <MultiSelect
      id={id}
      variant="unstyled"
      size="xs"
      classNames={{ root: css.several, input: css.choices, pill: css.choice, inputField: css.choiceField }}
      value={ids}
      data={[...choices.map((c) => ({ value: c.id, label: c.label })), ...gone]}
      placeholder={ids.length === 0 ? (follows ?? t('fields.chooseSome')) : ''}
      aria-invalid={invalid}
      searchable
      hidePickedOptions
      nothingFoundMessage={t('fields.noneLeft')}
      comboboxProps={{ shadow: 'sm' }}
      onChange={setDraft}
      selectFirstOptionOnChange
      onFocus={() => {
        undone.current = false
      }}
      onBlur={() => draft !== null && !undone.current && done()}
      onKeyDown={(e) => {
        if (e.key !== 'Escape') return
        undone.current = true
        setDraft(null)
      }}
    />
  )
}
