import type { TFunction } from 'i18next'
import type { PayOffReport } from '../../../shared/api/pay-off-report.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { decimal, money } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { type Bar, Bars } from './charts/bars.tsx'
import { Figure } from './figure.tsx'
import { sumOf } from './grouped.ts'
import css from './reports.module.css'

type Channel = PayOffReport['channels'][number]

/** What each channel's hand-offs cost and brought, beside the same leads all sent to Sales. */
export function PayOffFigure({ channels, span }: { channels: readonly Channel[]; span: ReportSpan }) {
  const t = useT()
  const desk = useDesk()
  const worth = ({ values }: Channel) => values.map((v) => money(v.value, v.currency)).join(' + ')
  const bars = usePayOffBars(channels)
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
      <PayOffSum channels={channels} />
      {channels.map((c) => (
        <section key={c.channel} aria-label={t(`reports.channel.${c.channel}`)}>
          <h3 className={css.step}>
            {t(`reports.channel.${c.channel}`)}
            <span className={css.brought}>
              {t('reports.payOff.brought', { n: count(c.count), won: count(c.won) })}
              {c.values.length > 0 && ` · ${worth(c)}`}
            </span>
          </h3>
          <Bars most={bars.most} bars={bars.of(c)} />
        </section>
      ))}
    </Figure>
  )
}

/** All channels together in a sentence. */
export function PayOffSum({ channels }: { channels: readonly Channel[] }) {
  const t = useT()
  const cost = sumOf(channels, (c) => c.cost)
  const atSales = sumOf(channels, (c) => c.costAtSales)
  return (
    <p className={css.sum}>
      {t(atSales >= cost ? 'reports.payOff.saved' : 'reports.payOff.dearer', {
        cost: callsOf(t, cost),
        atSales: callsOf(t, atSales),
        difference: callsOf(t, Math.abs(atSales - cost)),
      })}
    </p>
  )
}

/** What a channel's hand-offs cost, beside the same at Sales, on one scale for all channels. */
export function usePayOffBars(channels: readonly Channel[]) {
  const t = useT()
  return {
    most: Math.max(...channels.map((one) => Math.max(one.cost, one.costAtSales))),
    of: ({ cost, costAtSales }: Channel): Bar[] => [
      {
        key: 'routed',
        label: t('reports.payOff.routed'),
        parts: [{ value: cost, tone: 'blue', text: callsOf(t, cost) }],
      },
      {
        key: 'atSales',
        label: t('reports.payOff.atSales'),
        parts: [{ value: costAtSales, tone: 'grey', text: callsOf(t, costAtSales) }],
      },
    ],
  }
}

const callsOf = (t: TFunction, n: number) => t('reports.payOff.calls', { count: n, n: decimal(n) })
