import { Button } from '@mantine/core'
import { Fragment, useState } from 'react'
import type { Disposition } from '../../../shared/policy/policy.ts'
import { newDisposition } from '../../flow/policy-edits.ts'
import { useT } from '../context.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { AddByName } from './add-by-name.tsx'
import { ProblemAt } from './at-place.tsx'
import { Card } from './card.tsx'
import { FLAGS } from './flags.ts'
import { OutcomeForm } from './outcome-form.tsx'
import type { PolicyEdit } from './use-policy-draft.ts'
import { withinText } from './within-text.ts'

const MOST = 20

/** The outcomes a call can have: their keys, what they say of it, and what follows. */
export function Outcomes({ edit }: { edit: PolicyEdit }) {
  const t = useT()
  const [open, setOpen] = useState<string | null>(null)
  const { dispositions } = edit.policy
  const set = (change: (list: Disposition[]) => Disposition[]) =>
    edit.change((p) => ({ ...p, dispositions: change([...p.dispositions]) }))
  return (
    <Card id="policy-outcomes" title={t('policyForm.outcomes')} hint={t('policyForm.outcomesHint')}>
      <table className={parts.table}>
        <thead>
          <tr>
            <th>{t('policyForm.outcome')}</th>
            <th>{t('policyForm.key')}</th>
            <th>{t('policyForm.says')}</th>
            <th>{t('policyForm.again')}</th>
            <th aria-label={t('policy.edit')} />
          </tr>
        </thead>
        <tbody>
          {dispositions.map((d, i) => {
            const said = FLAGS.filter((f) => d.flags[f]).map((f) => t(`policyForm.flagShort.${f}`))
            return (
              <Fragment key={d.id}>
                <tr>
                  <td>
                    {d.label}
                    {open !== d.id && <ProblemAt pointer={`/dispositions/${i}`} />}
                  </td>
                  <td>{d.key && <Key chord={d.key} />}</td>
                  <td className={parts.dim}>{said.join(' · ') || t('policyForm.noFlags')}</td>
                  <td className={parts.dim}>
                    {d.recycleMinutes === 0 ? t('policyForm.atOnce') : withinText(t, d.recycleMinutes)}
                  </td>
                  <td className={parts.num}>
                    <Button
                      aria-expanded={open === d.id}
                      aria-label={t('policyForm.editOutcome', { outcome: d.label })}
                      onClick={() => setOpen(open === d.id ? null : d.id)}
                    >
                      {t(open === d.id ? 'policy.close' : 'policy.edit')}
                    </Button>
                  </td>
                </tr>
                {open === d.id && (
                  <tr>
                    <td colSpan={5}>
                      <OutcomeForm
                        outcome={d}
                        policy={edit.policy}
                        pointer={`/dispositions/${i}`}
                        onChange={(next) => set((list) => list.toSpliced(i, 1, next))}
                        onMove={(by) =>
                          set((list) => list.toSpliced(i, 1).toSpliced(Math.max(0, i + by), 0, d))
                        }
                        onRemove={dispositions.length > 1 ? () => set((list) => list.toSpliced(i, 1)) : null}
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            )
          })}
        </tbody>
      </table>
      <ProblemAt pointer="/dispositions" deep={false} />
      {dispositions.length < MOST && (
        <AddByName
          label={t('policyForm.newOutcome')}
          maxLength={60}
          onAdd={(label) => {
            const made = newDisposition(label, dispositions)
            set((list) => [...list, made])
            setOpen(made.id)
          }}
        />
      )}
    </Card>
  )
}
