import { Button, Checkbox, MultiSelect, TextInput } from '@mantine/core'
import { CATALOG, type Field } from '../../../shared/lead/catalog.ts'
import { ownFieldsOf } from '../../../shared/policy/own-fields.ts'
import type { Disposition, Policy } from '../../../shared/policy/policy.ts'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { ProblemAt, useProblems } from './at-place.tsx'
import { FLAGS } from './flags.ts'
import forms from './forms.module.css'
import { NumberBox } from './number-box.tsx'
import css from './policy.module.css'
import { withinText } from './within-text.ts'

interface Props {
  outcome: Disposition
  policy: Policy
  pointer: string
  onChange(outcome: Disposition): void
  /** Up or down in the order of the desk. */
  onMove(by: -1 | 1): void
  /** null: it is the only one. */
  onRemove: (() => void) | null
}

/** An outcome: its name and key, what it says of the call, when the lead may be called again, what must be filled in before. */
export function OutcomeForm({ outcome, policy, pointer, onChange, onMove, onRemove }: Props) {
  const t = useT()
  const problemAt = useProblems()
  const set = (change: Partial<Disposition>) => onChange({ ...outcome, ...change })
  const { requires, ...rest } = outcome
  const fields = [...(CATALOG as readonly Field[]).filter((f) => !f.derived), ...ownFieldsOf(policy)]
  return (
    <div className={css.form}>
      <div className={css.fields}>
        <TextInput
          label={t('policyForm.label')}
          value={outcome.label}
          maxLength={60}
          error={problemAt(`${pointer}/label`)}
          onChange={(e) => set({ label: e.currentTarget.value })}
        />
        <TextInput
          label={t('policyForm.keyOf')}
          value={outcome.key}
          maxLength={1}
          error={problemAt(`${pointer}/key`)}
          onFocus={(e) => e.currentTarget.select()}
          onChange={(e) => set({ key: e.currentTarget.value.toLowerCase() })}
        />
        <NumberBox
          label={t('policyForm.recycle')}
          min={0}
          allowDecimal={false}
          value={outcome.recycleMinutes}
          rightSectionWidth={70}
          rightSection={
            <span className={parts.dim}>
              {outcome.recycleMinutes === 0 ? t('policyForm.atOnce') : withinText(t, outcome.recycleMinutes)}
            </span>
          }
          onValue={(recycleMinutes) => set({ recycleMinutes })}
        />
      </div>
      <fieldset className={forms.checks}>
        <legend>{t('policyForm.says')}</legend>
        {FLAGS.map((flag) => (
          <Checkbox
            key={flag}
            size="xs"
            label={t(`policyForm.flag.${flag}`)}
            checked={outcome.flags[flag]}
            onChange={(e) => set({ flags: { ...outcome.flags, [flag]: e.currentTarget.checked } })}
          />
        ))}
      </fieldset>
      <MultiSelect
        size="xs"
        label={t('policyForm.requiredFields')}
        description={t('policyForm.requiredFieldsHint')}
        searchable
        data={fields.map((f) => ({ value: f.id, label: f.label }))}
        value={requires ?? []}
        error={problemAt(`${pointer}/requires`)}
        onChange={(list) => onChange(list.length === 0 ? rest : { ...rest, requires: list })}
      />
      <ProblemAt pointer={pointer} deep={false} />
      <ProblemAt pointer={`${pointer}/id`} />
      <div className={css.row}>
        <Button onClick={() => onMove(-1)}>{t('policyForm.moveUp')}</Button>
        <Button onClick={() => onMove(1)}>{t('policyForm.moveDown')}</Button>
        {onRemove && <Button onClick={onRemove}>{t('policyForm.removeOutcome')}</Button>}
      </div>
    </div>
  )
}
