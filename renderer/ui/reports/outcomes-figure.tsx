import type { HandOffsReport } from '../../../shared/api/reports.ts'
import { OUTCOMES } from '../../../shared/lead/hand-off.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { money } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import { Bars } from './charts/bars.tsx'
import { Figure } from './figure.tsx'
import { grouped, sumOf } from './grouped.ts'

type Outcomes = HandOffsReport['outcomes']

/** Won and lost by route, with the value of what was won in each currency. */
export function OutcomesFigure({ outcomes, span }: { outcomes: Outcomes; span: ReportSpan }) {
  const t = useT()
  const desk = useDesk()
  const named = (id: string) => desk.reader.campaigns().find((c) => c.id === id)?.name ?? id
  const byRoute = grouped(outcomes, (o) => o.route)
  return (
    <Figure
      title={t('reports.outcomes.title')}
      hint={t('reports.outcomes.hint')}
      empty={t('reports.outcomes.empty')}
      csv={reportTableUrl(desk, 'hand-offs', 'outcomes', span)}
      numbers={{
        columns: [
          t('reports.column.route'),
          t('reports.column.channel'),
          t('reports.column.campaign'),
          t('reports.column.outcome'),
          t('reports.column.handOffs'),
          t('reports.column.value'),
        ],
        rows: outcomes.map((o) => [
          t(`route.${o.route}`),
          t(`reports.channel.${o.channel}`),
          named(o.campaign),
          t(`reports.state.${o.outcome}`),
          o.count,
          money(o.value, o.currency),
        ]),
      }}
    >
      <Bars
        bars={byRoute.map(([route, of]) => ({
          key: route,
          label: <RouteChip route={route} />,
          parts: OUTCOMES.map((outcome) => {
            const value = sumOf(
              of.filter((o) => o.outcome === outcome),
              (x) => x.count,
            )
            return {
              value,
              tone: outcome === 'won' ? 'green' : 'grey',
              text: `${count(value)} ${t(`reports.state.${outcome}`)}`,
            }
          }),
          note: worth(of),
        }))}
      />
    </Figure>
  )
}

/** What was won, in each currency. */
export function worth(of: readonly Pick<Outcomes[number], 'outcome' | 'currency' | 'value'>[]): string {
  const won = of.filter((o) => o.outcome === 'won' && o.value > 0)
  return grouped(won, (o) => o.currency)
    .map(([currency, list]) =>
      money(
        sumOf(list, (o) => o.value),
        currency,
      ),
    )
    .join(' + ')
}
