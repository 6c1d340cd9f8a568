import { Button, NativeSelect } from '@mantine/core'
import { Fragment, useState } from 'react'
import { fieldIn } from '../../../shared/policy/own-fields.ts'
import type { OwnField, Policy } from '../../../shared/policy/policy.ts'
import { newField, ownIdFrom, withOwnFields } from '../../flow/policy-edits.ts'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { AddByName } from './add-by-name.tsx'
import { ProblemAt } from './at-place.tsx'
import { Card } from './card.tsx'
import { OwnFieldForm } from './own-field-form.tsx'
import css from './policy.module.css'
import type { PolicyEdit } from './use-policy-draft.ts'

const KINDS = ['choice', 'choices', 'text', 'number', 'date'] as const
const MOST = 40
/** What can carry points and stand in rules. */
const countable = (f: OwnField) => f.kind === 'choice' || f.kind === 'number'

/** Fields of this campaign alone. */
export function OwnFields({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const [open, setOpen] = useState<string | null>(null)
  const [kind, setKind] = useState<OwnField['kind']>('choice')
  const { policy } = edit
  const list = policy.ownFields ?? []
  const set = (change: (list: OwnField[]) => OwnField[]) =>
    edit.change((p) => withOwnFields(p, change([...(p.ownFields ?? [])])))
  const add = (label: string) => {
    const id = ownIdFrom(label, policy)
    set((all) => [...all, { id, label, kind, ...(kind.startsWith('choice') ? { choices: [] } : {}) }])
    setOpen(id)
  }
  const counts = (p: Policy, id: string): Policy => {
    const entry = fieldIn(p, id)
    return entry ? { ...p, fields: [...p.fields, newField(entry)] } : p
  }
  return (
    <Card id="policy-own" title={t('policyForm.own')} hint={t('policyForm.ownHint')}>
      {list.length === 0 ? (
        <p className={css.quiet}>{t('policyForm.noOwn')}</p>
      ) : (
        <table className={parts.table}>
          <thead>
            <tr>
              <th>{t('policy.field')}</th>
              <th>{t('policyForm.kind')}</th>
              <th>{t('policyForm.choices')}</th>
              <th>{t('policyForm.use')}</th>
              <th aria-label={t('policy.edit')} />
            </tr>
          </thead>
          <tbody>
            {list.map((own, i) => {
              const isCounted = policy.fields.some((f) => f.field === own.id)
              return (
                <Fragment key={own.id}>
                  <tr>
                    <td>
                      {own.label}
                      <div className={parts.dim}>{own.id}</div>
                      {open !== own.id && <ProblemAt pointer={`/ownFields/${i}`} />}
                    </td>
                    <td>{t(`policyForm.kinds.${own.kind}`)}</td>
                    <td>{own.choices?.map((c) => c.label).join(' · ')}</td>
                    <td>
                      {isCounted ? (
                        t('policyForm.counts')
                      ) : countable(own) ? (
                        <Button
                          size="compact-xs"
                          aria-label={t('policyForm.letCountIt', { field: own.label })}
                          onClick={() => edit.change((p) => counts(p, own.id))}
                        >
                          {t('policyForm.letCount')}
                        </Button>
                      ) : (
                        <span className={parts.dim}>{t('policyForm.toldOnly')}</span>
                      )}
                    </td>
                    <td className={parts.num}>
                      <Button
                        aria-expanded={open === own.id}
                        aria-label={t('policy.fieldEdit', { field: own.label })}
                        onClick={() => setOpen(open === own.id ? null : own.id)}
                      >
                        {t(open === own.id ? 'policy.close' : 'policy.edit')}
                      </Button>
                    </td>
                  </tr>
                  {open === own.id && (
                    <tr>
                      <td colSpan={5}>
                        <OwnFieldForm
                          own={own}
                          pointer={`/ownFields/${i}`}
                          onChange={(next) => set((all) => all.toSpliced(i, 1, next))}
                          onRemove={() => set((all) => all.toSpliced(i, 1))}
                        />
                      </td>
                    </tr>
                  )}
                </Fragment>
              )
            })}
          </tbody>
        </table>
      )}
      <ProblemAt pointer="/ownFields" deep={false} />
      {list.length < MOST && (
        <AddByName label={t('policyForm.newOwn')} maxLength={60} onAdd={add}>
          <NativeSelect
            label={t('policyForm.kind')}
            value={kind}
            data={KINDS.map((value) => ({ value, label: t(`policyForm.kinds.${value}`) }))}
            onChange={(e) => setKind(KINDS.find((k) => k === e.currentTarget.value) ?? 'choice')}
          />
        </AddByName>
      )}
    </Card>
  )
}
