import { Button, NativeSelect } from '@mantine/core'
import { Fragment, useState } from 'react'
import { CATALOG, type Field } from '../../../shared/lead/catalog.ts'
import { fieldIn, fieldLabel, ownFieldsOf } from '../../../shared/policy/own-fields.ts'
import type { PolicyField } from '../../../shared/policy/policy.ts'
import { newField } from '../../flow/policy-edits.ts'
import { useT } from '../context.tsx'
import { percent } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { answerName } from './answer-name.ts'
import { ProblemAt } from './at-place.tsx'
import { FieldForm } from './field-form.tsx'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'

/** The fields that count: what is asked, what each answer is worth, how it fades. */
export function Answers({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const [open, setOpen] = useState<string | null>(null)
  const { fields } = edit.policy
  const set = (change: (fields: PolicyField[]) => PolicyField[]) =>
    edit.change((p) => ({ ...p, fields: change([...p.fields]) }))
  const others = [...(CATALOG as readonly Field[]), ...ownFieldsOf(edit.policy)].filter(
    (f) => (f.kind === 'choice' || f.kind === 'number') && !fields.some((p) => p.field === f.id),
  )
  const add = (id: string) => {
    const entry = fieldIn(edit.policy, id)
    if (!entry) return
    set((list) => [...list, newField(entry)])
    setOpen(id)
  }
  return (
    <section className={`${parts.card} ${css.card}`} aria-labelledby="policy-answers">
      <div className={css.cardHead}>
        <h2 className={parts.h2} id="policy-answers">
          {t('policy.answers')}
        </h2>
        {others.length > 0 && (
          <NativeSelect
            aria-label={t('policy.addField')}
            value=""
            data={[
              { value: '', label: t('policy.addField') },
              ...others.map((f) => ({ value: f.id, label: f.label })),
            ]}
            onChange={(e) => add(e.currentTarget.value)}
          />
        )}
      </div>
      <table className={`${parts.table} ${css.answers}`}>
        <thead>
          <tr>
            <th>{t('policy.field')}</th>
            <th>{t('policy.question')}</th>
            <th>{t('policy.shares')}</th>
            <th className={parts.num}>{t('policy.fades')}</th>
            <th aria-label={t('policy.edit')} />
          </tr>
        </thead>
        <tbody>
          {fields.map((field, i) => {
            const name = fieldLabel(edit.policy, field.field)
            return (
              <Fragment key={field.field}>
                <tr>
                  <td>{name}</td>
                  <td>{field.question === null ? t('policy.notAsked') : `“${field.question}”`}</td>
                  <td>
                    {field.dimension === null
                      ? t('policy.rulesOnly')
                      : field.answers
                          .map((a) => `${answerName(edit.policy, field, a.id)} ${percent(a.share)}`)
                          .join(' · ')}
                    <ProblemAt pointer={`/fields/${i}`} />
                  </td>
                  <td className={parts.num}>
                    {field.halfLifeDays === null
                      ? t('policy.never')
                      : t('policy.halfIn', { n: count(field.halfLifeDays) })}
                  </td>
                  <td className={parts.num}>
                    <Button
                      aria-expanded={open === field.field}
                      aria-label={t('policy.fieldEdit', { field: name })}
                      onClick={() => setOpen(open === field.field ? null : field.field)}
                    >
                      {t(open === field.field ? 'policy.close' : 'policy.edit')}
                    </Button>
                  </td>
                </tr>
                {open === field.field && (
                  <tr>
                    <td colSpan={5}>
                      <FieldForm
                        field={field}
                        policy={edit.policy}
                        pointer={`/fields/${i}`}
                        onChange={(next) => set((list) => list.toSpliced(i, 1, next))}
                        onRemove={() => set((list) => list.toSpliced(i, 1))}
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            )
          })}
        </tbody>
      </table>
      <ProblemAt pointer="/fields" deep={false} />
    </section>
  )
}
