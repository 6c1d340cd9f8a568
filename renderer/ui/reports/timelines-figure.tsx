import { type PayOffReport, PURCHASE_SPANS } from '../../../shared/api/pay-off-report.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { percent } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { Bars } from './charts/bars.tsx'
import { Figure } from './figure.tsx'
import { sumOf } from './grouped.ts'
import css from './reports.module.css'

/** How long after their capture those who bought did so, beside what the policy assumes without data. */
export function TimelinesFigure({
  timelines,
  span,
}: {
  timelines: PayOffReport['timelines']
  span: ReportSpan
}) {
  const t = useT()
  const desk = useDesk()
  const total = sumOf(timelines, (one) => one.count)
  const shares = timelines.map((one) => ({
    ...one,
    share: one.count / Math.max(1, total),
    prior: PURCHASE_SPANS.find(({ id }) => id === one.span)?.prior ?? 0,
  }))
  return (
    <div className={css.wide}>
      <Figure
        title={t('reports.timelines.title')}
        hint={t('reports.timelines.hint')}
        empty={t('reports.timelines.empty')}
        csv={reportTableUrl(desk, 'pay-off', 'timelines', span)}
        numbers={{
          columns: [
            t('reports.timelines.bought'),
            t('reports.state.won'),
            t('reports.timelines.own'),
            t('reports.timelines.prior'),
          ],
          rows:
            total === 0
              ? []
              : shares.map((s) => [
                  t(`reports.timelines.span.${s.span}`),
                  s.count,
                  percent(s.share),
                  percent(s.prior),
                ]),
        }}
      >
        {shares.map((s) => (
          <section key={s.span} aria-label={t(`reports.timelines.span.${s.span}`)}>
            <h3 className={css.step}>{t(`reports.timelines.span.${s.span}`)}</h3>
            <Bars
              most={1}
              bars={[
                {
                  key: 'own',
                  label: t('reports.timelines.own'),
                  parts: [{ value: s.share, tone: 'green', text: `${percent(s.share)} (${count(s.count)})` }],
                },
                {
                  key: 'prior',
                  label: t('reports.timelines.prior'),
                  parts: [{ value: s.prior, tone: 'grey', text: percent(s.prior) }],
                },
              ]}
            />
          </section>
        ))}
      </Figure>
    </div>
  )
}
