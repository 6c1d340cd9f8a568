import type { PayOffReport } from '../../../shared/api/pay-off-report.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { decimal, money } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { Bars } from './charts/bars.tsx'
import { Figure } from './figure.tsx'
import { sumOf } from './grouped.ts'
import css from './reports.module.css'

type Channel = PayOffReport['channels'][number]

/** What each channel's hand-offs cost and brought, beside the same leads all sent to Sales. */
export function PayOffFigure({ channels, span }: { channels: readonly Channel[]; span: ReportSpan }) {
  const t = useT()
  const desk = useDesk()
  const cost = sumOf(channels, (c) => c.cost)
  const costAtSales = sumOf(channels, (c) => c.costAtSales)
  const worth = ({ values }: Channel) => values.map((v) => money(v.value, v.currency)).join(' + ')
  const calls = (n: number) => t('reports.payOff.calls', { count: n, n: decimal(n) })
  return (
    <Figure
      title={t('reports.payOff.title')}
      hint={t('reports.payOff.hint')}
      empty={t('reports.payOff.empty')}
      csv={reportTableUrl(desk, 'pay-off', 'channels', span)}
      numbers={{
        columns: [
          t('reports.column.channel'),
          t('reports.column.handOffs'),
          t('reports.state.won'),
          t('reports.column.value'),
          t('reports.payOff.cost'),
          t('reports.payOff.costAtSales'),
        ],
        rows: channels.map((c) => [
          t(`reports.channel.${c.channel}`),
          c.count,
          c.won,
          worth(c),
          c.cost,
          c.costAtSales,
        ]),
      }}
    >
      <p className={css.sum}>
        {t(costAtSales >= cost ? 'reports.payOff.saved' : 'reports.payOff.dearer', {
          cost: calls(cost),
          atSales: calls(costAtSales),
          difference: calls(Math.abs(costAtSales - cost)),
        })}
      </p>
      {channels.map((c) => (
        <section key={c.channel} aria-label={t(`reports.channel.${c.channel}`)}>
          <h3 className={css.step}>
            {t(`reports.channel.${c.channel}`)}
            <span className={css.brought}>
              {t('reports.payOff.brought', { n: count(c.count), won: count(c.won) })}
              {c.values.length > 0 && ` · ${worth(c)}`}
            </span>
          </h3>
          <Bars
            most={Math.max(...channels.map((one) => Math.max(one.cost, one.costAtSales)))}
            bars={[
              {
                key: 'routed',
                label: t('reports.payOff.routed'),
                parts: [{ value: c.cost, tone: 'blue', text: calls(c.cost) }],
              },
              {
                key: 'atSales',
                label: t('reports.payOff.atSales'),
                parts: [{ value: c.costAtSales, tone: 'grey', text: calls(c.costAtSales) }],
              },
            ]}
          />
        </section>
      ))}
    </Figure>
  )
}
