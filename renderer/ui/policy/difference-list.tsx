import { useMemo } from 'react'
import type { Policy } from '../../../shared/policy/policy.ts'
import { differencesOf } from '../../flow/policy-differences/differences-of.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { differenceText } from './difference-text.ts'
import css from './policy.module.css'

interface Props {
  before: Policy
  after: Policy
  /** At most so many lines. */
  most: number
}

/** What the one policy has otherwise than the other, a line each. */
export function DifferenceList({ before, after, most }: Props) {
  const t = useT()
  const list = useMemo(() => differencesOf(before, after).flatMap((d) => d.list), [before, after])
  if (list.length === 0) return <p className={parts.dim}>{t('policyDiff.none')}</p>
  return (
    <ul className={css.differences}>
      {list.slice(0, most).map((d) => {
        const text = differenceText(t, d, after)
        const line = t('policyDiff.line', { ...text })
        return <li key={line}>{line}</li>
      })}
      {list.length > most && (
        <li className={parts.dim}>{t('policyDiff.more', { n: count(list.length - most) })}</li>
      )}
    </ul>
  )
}
