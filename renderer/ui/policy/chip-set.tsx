import parts from '../parts/parts.module.css'
import css from './policy.module.css'

interface Props<T extends string> {
  label: string
  options: readonly { id: T; label: string }[]
  chosen: readonly T[]
  /** In the order of the options. */
  onChange(chosen: T[]): void
}

/** Some of a few, each a chip that is pressed or not. */
export function ChipSet<T extends string>({ label, options, chosen, onChange }: Props<T>) {
  return (
    <fieldset className={css.choices} aria-label={label}>
      {options.map(({ id, label: text }) => {
        const isOn = chosen.includes(id)
        return (
          <button
            key={id}
            type="button"
            className={parts.chip}
            data-tone={isOn ? 'blue' : 'outline'}
            aria-pressed={isOn}
            onClick={() =>
              onChange(options.map((o) => o.id).filter((o) => (o === id ? !isOn : chosen.includes(o))))
            }
          >
            {isOn ? '✓ ' : ''}
            {text}
          </button>
        )
      })}
    </fieldset>
  )
}
