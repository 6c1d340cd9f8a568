import { Button, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import type { OwnField } from '../../../shared/policy/policy.ts'
import { idFrom } from '../../flow/policy-edits.ts'
import { useT } from '../context.tsx'
import { AddByName } from './add-by-name.tsx'
import { ProblemAt, useProblems } from './at-place.tsx'
import forms from './forms.module.css'
import css from './policy.module.css'

interface Props {
  own: OwnField
  pointer: string
  onChange(own: OwnField): void
  onRemove(): void
}

const MOST = 40

/** An own field: its label and choices. What kind it is of stays as it was made: leads hold answers by it. */
export function OwnFieldForm({ own, pointer, onChange, onRemove }: Props) {
  const t = useT()
  const problemAt = useProblems()
  const { choices } = own
  return (
    <div className={css.form}>
      <TextInput
        label={t('policyForm.label')}
        className={css.narrow}
        value={own.label}
        maxLength={60}
        error={problemAt(`${pointer}/label`)}
        onChange={(e) => onChange({ ...own, label: e.currentTarget.value })}
      />
      {choices && (
        <fieldset className={forms.checks}>
          <legend>{t('policyForm.choices')}</legend>
          {choices.map((choice, i) => (
            <span key={choice.id} className={css.row}>
              <TextInput
                aria-label={t('policyForm.choiceOf', { n: i + 1 })}
                value={choice.label}
                maxLength={60}
                error={problemAt(`${pointer}/choices/${i}`)}
                onChange={(e) =>
                  onChange({
                    ...own,
                    choices: choices.toSpliced(i, 1, { ...choice, label: e.currentTarget.value }),
                  })
                }
              />
              <button
                type="button"
                className={css.icon}
                aria-label={t('policyForm.removeChoice', { choice: choice.label })}
                onClick={() => onChange({ ...own, choices: choices.toSpliced(i, 1) })}
              >
                <IconTrash size={14} aria-hidden="true" />
              </button>
            </span>
          ))}
        </fieldset>
      )}
      {choices && choices.length < MOST && (
        <AddByName
          label={t('policyForm.newChoice')}
          maxLength={60}
          onAdd={(label) => {
            const id = idFrom(
              label,
              choices.map((c) => c.id),
            )
            onChange({ ...own, choices: [...choices, { id, label }] })
          }}
        />
      )}
      <ProblemAt pointer={`${pointer}/choices`} deep={false} />
      <ProblemAt pointer={pointer} deep={false} />
      <p className={css.quiet}>{t('policyForm.ownStays')}</p>
      <div className={css.row}>
        <Button onClick={onRemove}>{t('policyForm.removeOwn')}</Button>
      </div>
    </div>
  )
}
