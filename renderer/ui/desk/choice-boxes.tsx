import type { Field } from '../../../shared/lead/catalog.ts'
import { Key } from '../parts/key.tsx'
import css from './desk.module.css'

interface Props {
  field: Field
  /** Ids of what is ticked. */
  ids: readonly string[]
  /** A digit stands beside each of the first nine: whoever shows the boxes listens to the keys. */
  digits?: boolean
  onToggle(id: string): void
}

/** Several choices, all in sight: Space or the digit ticks. */
export function ChoiceBoxes({ field, ids, digits, onToggle }: Props) {
  return (
    <fieldset className={`${css.answers} ${css.boxes}`} aria-label={field.label}>
      {field.choices?.map(({ id, label }, i) => (
        <label key={id} className={css.answer}>
          <input type="checkbox" checked={ids.includes(id)} onChange={() => onToggle(id)} />
          {digits && i < 9 && <Key chord={String(i + 1)} />}
          <span className={css.answerLabel}>{label}</span>
        </label>
      ))}
    </fieldset>
  )
}
