import { Fragment, useMemo } from 'react'
import type { Policy } from '../../../shared/policy/policy.ts'
import { differencesOf } from '../../flow/policy-differences/differences-of.ts'
import { useT } from '../context.tsx'
import parts from '../parts/parts.module.css'
import { differenceText } from './difference-text.ts'
import forms from './forms.module.css'

interface Side {
  name: string
  policy: Policy
}

/** Two policies side by side: what they have otherwise, by the parts of the editor. */
export function DifferenceTable({ before, after }: { before: Side; after: Side }) {
  const t = useT()
  const found = useMemo(() => differencesOf(before.policy, after.policy), [before.policy, after.policy])
  if (found.length === 0) return <p className={parts.dim}>{t('policyDiff.none')}</p>
  return (
    <table className={`${parts.table} ${forms.sides}`}>
      <thead>
        <tr>
          <th>{t('policyDiff.place')}</th>
          <th>{before.name}</th>
          <th>{after.name}</th>
        </tr>
      </thead>
      <tbody>
        {found.map(({ part, list }) => (
          <Fragment key={part}>
            <tr>
              <th colSpan={3} scope="rowgroup" className={forms.part}>
                {t(`policyForm.tab.${part}`)}
              </th>
            </tr>
            {list.map((d) => {
              const text = differenceText(t, d, after.policy)
              return (
                <tr key={`${d.what} ${text.place} ${text.before} ${text.after}`}>
                  <td>{text.place}</td>
                  <td>{text.before}</td>
                  <td>{text.after}</td>
                </tr>
              )
            })}
          </Fragment>
        ))}
      </tbody>
    </table>
  )
}
