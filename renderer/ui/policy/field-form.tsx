import { Button, NativeSelect, Textarea } from '@mantine/core'
import { fieldLabel } from '../../../shared/policy/own-fields.ts'
import type { Policy, PolicyField } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import { AnswersTable } from './answers-table.tsx'
import { ProblemAt } from './at-place.tsx'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'

interface Props {
  field: PolicyField
  policy: Policy
  pointer: string
  onChange(field: PolicyField): void
  onRemove(): void
}

const inPercent = (share: number) => Math.round(share * 1000) / 10

/** A field: the question in words, what its answers are worth, how they fade. */
export function FieldForm({ field, policy, pointer, onChange, onRemove }: Props) {
  const t = useT()
  const set = (change: Partial<PolicyField>) => onChange({ ...field, ...change })
  const days = (key: 'halfLifeDays' | 'staleAfterDays') => ({
    value: field[key],
    min: 1,
    placeholder: t('policy.never'),
    onClear: () => set({ [key]: null }),
    onValue: (n: number) => set({ [key]: n }),
  })
  const name = fieldLabel(policy, field.field)
  return (
    <div className={css.form}>
      <Textarea
        label={t('policy.questionFor', { field: name })}
        value={field.question ?? ''}
        maxLength={300}
        rows={2}
        onChange={(e) => set({ question: e.currentTarget.value === '' ? null : e.currentTarget.value })}
      />
      <div className={css.fields}>
        <NativeSelect
          label={t('policy.dimension')}
          value={field.dimension ?? ''}
          data={[
            { value: '', label: t('policy.rulesOnly') },
            ...policy.dimensions.map((d) => ({ value: d.id, label: d.label })),
          ]}
          onChange={(e) => {
            const dimension = policy.dimensions.find((d) => d.id === e.currentTarget.value)?.id ?? null
            set({ dimension, share: dimension === null ? 0 : field.share || 1 })
          }}
        />
        <NumberBox
          label={t('policy.shareOf')}
          suffix=" %"
          min={0}
          max={100}
          value={inPercent(field.share)}
          disabled={field.dimension === null}
          onValue={(n) => set({ share: n / 100 })}
        />
        <NumberBox label={t('policy.halfLife')} {...days('halfLifeDays')} />
        <NumberBox label={t('policy.stale')} {...days('staleAfterDays')} />
        <NumberBox
          label={t('policy.reask')}
          min={1}
          allowDecimal={false}
          value={field.reaskDays}
          onValue={(n) => set({ reaskDays: n })}
        />
      </div>
      {(
        ['field', 'question', 'dimension', 'share', 'halfLifeDays', 'staleAfterDays', 'reaskDays'] as const
      ).map((part) => (
        <ProblemAt key={part} pointer={`${pointer}/${part}`} />
      ))}
      <AnswersTable field={field} policy={policy} pointer={pointer} onChange={onChange} />
      <div className={css.row}>
        <Button onClick={onRemove}>{t('policy.removeField')}</Button>
      </div>
    </div>
  )
}
