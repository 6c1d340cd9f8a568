import { Button } from '@mantine/core'
import { useEffect, useId, useRef, useState } from 'react'
import { choicesValue, type FieldId, type FieldValue } from '../../../../shared/lead/catalog.ts'
import type { LeadView } from '../../../db/views.ts'
import { answer } from '../../../flow/answer.ts'
import { useAttempt } from '../../actions/use-actions.tsx'
import { useDesk, useT } from '../../context.tsx'
import { Key } from '../../parts/key.tsx'
import { ChoiceBoxes } from '../choice-boxes.tsx'
import desk from '../desk.module.css'
import { FieldInput } from '../field-input.tsx'
import css from './ask.module.css'
import type { Asked } from './asked-of.ts'
import { OutcomeChip } from './outcome-chip.tsx'

interface Props {
  view: LeadView
  asked: Asked
}

/** An answer that is typed (1 goes to its field), or several choices, which the digits tick. */
export const FilledIn = (props: Props) =>
  props.asked.field.kind === 'choices' ? <Ticked {...props} /> : <Typed {...props} />

function useSave({ view, asked }: Props) {
  const atDesk = useDesk()
  const attempt = useAttempt()
  const { id } = view.row
  const field = asked.field.id as FieldId
  return (value: FieldValue) => attempt(() => answer(atDesk, id, field, value))
}

function Typed(props: Props) {
  const { field, outcomes } = props.asked
  const id = useId()
  const save = useSave(props)
  const [problem, setProblem] = useState<string | null>(null)
  return (
    <div className={css.filledIn}>
      <div
        className={desk.field}
        data-field={field.id}
        data-answer
        data-problem={problem === null ? undefined : field.label}
      >
        <label className={desk.label} htmlFor={id}>
          <Key chord="1" /> {field.label}
          {problem !== null && ` · ${problem}`}
        </label>
        <FieldInput
          id={id}
          field={field}
          value={null}
          invalid={problem !== null}
          onSave={(value) => void (value !== null && save(value))}
          onProblem={setProblem}
        />
      </div>
      {outcomes.map((o) => (
        <span key={o.answer} className={css.bin}>
          {o.label} <OutcomeChip outcome={o} />
        </span>
      ))}
    </div>
  )
}

/** Ticks are kept as one answer: by the button, or when the question leaves the screen. */
function Ticked(props: Props) {
  const t = useT()
  const { field } = props.asked
  const save = useSave(props)
  const [ids, setIds] = useState<readonly string[]>([])
  const done = useRef<HTMLButtonElement>(null)
  const unsaved = useRef<() => void>(() => undefined)
  useEffect(() => {
    const value = choicesValue(field, ids)
    unsaved.current = () => void (value !== null && save(value))
  })
  useEffect(() => () => unsaved.current(), [])
  const toggle = (id: string) => {
    setIds((all) => (all.includes(id) ? all.filter((x) => x !== id) : [...all, id]))
    done.current?.focus()
  }
  return (
    <div className={css.filledIn} data-ticks>
      <ChoiceBoxes field={field} ids={ids} digits onToggle={toggle} />
      <Button
        ref={done}
        size="xs"
        disabled={ids.length === 0}
        data-done
        onClick={() => {
          const value = choicesValue(field, ids)
          if (value !== null) void save(value)
          setIds([])
        }}
      >
        {t('ask.thatIsAll')}
      </Button>
    </div>
  )
}
