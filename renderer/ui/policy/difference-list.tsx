import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { fieldOf, labelOf } from '../../../shared/lead/catalog.ts'
import type { HandOffChannel, RouteId } from '../../../shared/lead/route.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { type Difference, differencesOf } from '../../flow/policy-differences.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import css from './policy.module.css'
import { withinText } from './within-text.ts'

/** What the one policy has otherwise than the other, a line each. */
export function DifferenceList({ before, after, most }: { before: Policy; after: Policy; most?: number }) {
  const t = useT()
  const list = useMemo(() => differencesOf(before, after), [before, after])
  if (list.length === 0) return <p className={parts.dim}>{t('policy.diff.none')}</p>
  const shown = most === undefined ? list : list.slice(0, most)
  return (
    <ul className={css.differences}>
      {shown.map((d) => {
        const text = textOf(t, d)
        return <li key={`${d.what} ${text}`}>{text}</li>
      })}
      {shown.length < list.length && (
        <li className={parts.dim}>{t('policy.diff.more', { n: count(list.length - shown.length) })}</li>
      )}
    </ul>
  )
}

function textOf(t: TFunction, d: Difference): string {
  const field = (id: string) => fieldOf(id)?.label ?? id
  const route = (id: string) => t(`route.${id as RouteId}`)
  const days = (n: number | null) =>
    n === null ? t('policy.never') : t('policy.days', { count: n, n: count(n) })
  switch (d.what) {
    case 'weight':
      return t('policy.diff.weight', { ...d })
    case 'points':
      return t('policy.diff.points', { ...d, field: field(d.field), answer: labelOf(d.field, d.answer) })
    case 'fieldAdded':
    case 'fieldRemoved':
    case 'probabilities':
      return t(`policy.diff.${d.what}`, { field: field(d.field) })
    case 'question':
      return t('policy.diff.question', {
        field: field(d.field),
        before: d.before === '' ? t('policy.notAsked') : `“${d.before}”`,
        after: d.after === '' ? t('policy.notAsked') : `“${d.after}”`,
      })
    case 'fading':
    case 'stale':
      return t(`policy.diff.${d.what}`, {
        field: field(d.field),
        before: days(d.before),
        after: days(d.after),
      })
    case 'ruleAdded':
    case 'ruleRemoved':
      return t(`policy.diff.${d.what}`, { at: d.at, route: route(d.route), words: d.words })
    case 'rule':
      return t('policy.diff.rule', { ...d, route: route(d.route) })
    case 'channel':
      return t('policy.diff.channel', {
        route: route(d.route),
        before: t(`policy.channel.${d.before as HandOffChannel}`),
        after: t(`policy.channel.${d.after as HandOffChannel}`),
      })
    case 'limit':
      return t('policy.diff.limit', {
        route: route(d.route),
        before: withinText(t, d.before),
        after: withinText(t, d.after),
      })
    case 'cost':
      return t('policy.diff.cost', { ...d, route: route(d.route) })
    case 'attempts':
    case 'name':
      return t(`policy.diff.${d.what}`, { ...d })
    case 'callFirst':
      return t(d.after ? 'policy.diff.callFirst' : 'policy.diff.notCallFirst')
    default:
      return t(`policy.diff.${d.what}`)
  }
}
