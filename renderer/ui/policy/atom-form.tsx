import { NativeSelect } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { fieldIn, fieldLabel, valueLabelIn } from '../../../shared/policy/own-fields.ts'
import type { Condition, Policy } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { ProblemAt } from './at-place.tsx'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'

type Atom = Exclude<Condition, { all: unknown } | { any: unknown } | { not: unknown }>

interface Props {
  when: Atom
  policy: Policy
  pointer: string
  onChange(when: Condition): void
  onRemove?(): void
}

/** One thing that is asked of a lead: some answers of a field, a range of its number, or of the score. */
export function AtomForm({ when, policy, pointer, onChange, onRemove }: Props) {
  const t = useT()
  return (
    <div className={css.atom}>
      {'score' in when ? (
        <>
          <span className={css.atomName}>{t('policy.score')}</span>
          <Range value={when.score} name={t('policy.score')} onChange={(score) => onChange({ score })} />
        </>
      ) : (
        <FieldAtom when={when} policy={policy} onChange={onChange} />
      )}
      {onRemove && (
        <button
          type="button"
          className={css.icon}
          aria-label={t('policy.removeCondition')}
          onClick={onRemove}
        >
          <IconTrash size={14} aria-hidden="true" />
        </button>
      )}
      <ProblemAt pointer={pointer} />
    </div>
  )
}

function FieldAtom({
  when,
  policy,
  onChange,
}: {
  when: Exclude<Atom, { score: unknown }>
  policy: Policy
  onChange(when: Condition): void
}) {
  const t = useT()
  const name = fieldLabel(policy, when.field)
  return (
    <>
      <NativeSelect
        aria-label={t('policy.field')}
        size="xs"
        value={when.field}
        data={policy.fields.map((f) => ({ value: f.field, label: fieldLabel(policy, f.field) }))}
        onChange={(e) => onChange(atomOf(policy, e.currentTarget.value))}
      />
      {'in' in when ? (
        <fieldset className={css.choices} aria-label={t('policy.answersOf', { field: name })}>
          {(policy.fields.find((f) => f.field === when.field)?.answers ?? []).map(({ id }) => {
            const chosen = when.in.includes(id)
            return (
              <button
                key={id}
                type="button"
                className={parts.chip}
                data-tone={chosen ? 'blue' : 'outline'}
                aria-pressed={chosen}
                onClick={() =>
                  onChange({
                    field: when.field,
                    in: chosen ? when.in.filter((other) => other !== id) : [...when.in, id],
                  })
                }
              >
                {chosen ? '✓ ' : ''}
                {valueLabelIn(policy, when.field, id)}
              </button>
            )
          })}
        </fieldset>
      ) : (
        <Range value={when} name={name} onChange={(range) => onChange({ field: when.field, ...range })} />
      )}
    </>
  )
}

/** What is asked of a field to begin with. */
export function atomOf(policy: Policy, field: string): Condition {
  if (fieldIn(policy, field)?.kind === 'number') return { field, min: 1 }
  return { field, in: [policy.fields.find((f) => f.field === field)?.answers[0]?.id ?? ''] }
}

interface RangeValue {
  min?: number
  max?: number
}

function Range({
  value,
  name,
  onChange,
}: {
  value: RangeValue
  name: string
  onChange(value: RangeValue): void
}) {
  const t = useT()
  const { min, max } = value
  const set = (next: { min: number | undefined; max: number | undefined }) =>
    onChange({
      ...(next.min === undefined ? {} : { min: next.min }),
      ...(next.max === undefined ? {} : { max: next.max }),
    })
  return (
    <span className={css.row}>
      {t('policy.from')}
      <NumberBox
        w={70}
        aria-label={t('policy.least', { name })}
        value={min ?? null}
        onClear={() => set({ min: undefined, max })}
        onValue={(n) => set({ min: n, max })}
      />
      {t('policy.to')}
      <NumberBox
        w={70}
        aria-label={t('policy.most', { name })}
        value={max ?? null}
        onClear={() => set({ min, max: undefined })}
        onValue={(n) => set({ min, max: n })}
      />
    </span>
  )
}
