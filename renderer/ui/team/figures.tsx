import { memo, useCallback, useState } from 'react'
import type { QueuesResponse } from '../../../shared/api/api.ts'
import { ROUTES } from '../../../shared/lead/route.ts'
import type { List } from '../../db/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { useT } from '../context.tsx'
import { count, moment, span } from '../format/time.ts'
import parts from '../parts/parts.module.css'
import { useSteps } from '../parts/use-steps.ts'
import { KeptFigures } from './open-figures.ts'
import css from './team.module.css'

interface Props {
  queues: QueuesResponse | null
  /** Every open lead in view. */
  open: List<LeadRow>
  now: number
}

/** The team in six numbers, each with the one thing to know about it. */
export const Figures = memo(function Figures({ queues, open, now }: Props) {
  const t = useT()
  const list = queues?.queues ?? []
  const sum = (pick: (q: QueuesResponse['queues'][number]) => number) =>
    queues ? list.reduce((n, q) => n + pick(q), 0) : null
  const pool = list.find((q) => q.person === null)
  const [kept] = useState(() => new KeptFigures())
  const of = useSteps(useCallback(() => kept.of(open, new Date(now).toISOString()), [kept, open, now]))
  const handed = queues?.handedOffToday ?? {}
  const onCall = list.filter((q) => q.device?.online && q.device.state === 'onCall').length
  const pastDue = sum((q) => q.pastDue)
  const figures = [
    {
      key: 'open',
      n: sum((q) => q.open),
      sub: of ? t('team.sub.needInfo', { n: count(of.needInfo) }) : '',
    },
    {
      key: 'pastDue',
      n: pastDue,
      sub: [
        pastDue && of ? t('team.sub.oldest', { span: span(now - Date.parse(of.late)) }) : '',
        queues?.escalated ? t('team.sub.escalated', { n: count(queues.escalated) }) : '',
      ]
        .filter(Boolean)
        .join(' · '),
      late: true,
    },
    {
      key: 'callbacks',
      n: sum((q) => q.callbacksToday),
      sub: of?.next ? t('team.sub.next', { at: moment(of.next, now) }) : of ? t('team.sub.noCallback') : '',
    },
    {
      key: 'pool',
      n: queues ? (pool?.open ?? 0) : null,
      sub: pool ? t('team.sub.pastDue', { n: count(pool.pastDue) }) : '',
    },
    {
      key: 'handedOff',
      n: queues ? Object.values(handed).reduce((a, b) => a + b, 0) : null,
      sub: ROUTES.filter((r) => handed[r])
        .map((r) => `${t(`routeShort.${r}`)} ${count(handed[r] ?? 0)}`)
        .join(' · '),
    },
    { key: 'online', n: sum((q) => (q.device?.online ? 1 : 0)), sub: t('team.sub.onCall', { n: onCall }) },
  ] as const
  return (
    <div className={css.cards}>
      {figures.map((f) => (
        <div key={f.key} className={`${parts.card} ${css.card}`}>
          <div className={`${parts.dim} ${parts.small}`}>{t(`team.figure.${f.key}`)}</div>
          <div className={css.figure} data-late={('late' in f && (f.n ?? 0) > 0) || undefined}>
            {f.n === null ? '–' : count(f.n)}
          </div>
          <div className={css.figureSub}>{f.n !== null && f.sub}</div>
        </div>
      ))}
    </div>
  )
})
