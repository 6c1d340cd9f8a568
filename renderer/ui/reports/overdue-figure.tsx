import type { HandOffsReport } from '../../../shared/api/reports.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useNow, useT } from '../context.tsx'
import { count, span as howLong } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import { Bars } from './charts/bars.tsx'
import { Figure } from './figure.tsx'
import { grouped, sumOf } from './grouped.ts'

type Overdue = HandOffsReport['overdue']

/** What waits longer than its limit now, by route and step. */
export function OverdueFigure({ overdue, span }: { overdue: Overdue; span: ReportSpan }) {
  const t = useT()
  const desk = useDesk()
  const now = useNow(60_000)
  const holder = ({ team, owner }: Overdue[number]) =>
    desk.reader.people().find((p) => p.id === owner)?.name ??
    desk.reader.teams().find((one) => one.id === team)?.name ??
    t('team.pool')
  const late = (since: string) => howLong(now - Date.parse(since), t)
  const groups = grouped(overdue, (o) => `${o.route} ${o.step}`)
  return (
    <Figure
      title={t('reports.overdue.title')}
      hint={t('reports.overdue.hint')}
      nothing={t('reports.overdue.nothing')}
      empty={t('reports.overdue.empty')}
      csv={reportTableUrl(desk, 'hand-offs', 'overdue', span)}
      numbers={{
        columns: [
          t('reports.column.route'),
          t('escalations.column.step'),
          t('team.column.owner'),
          t('reports.column.leads'),
          t('reports.column.longest'),
        ],
        rows: overdue.map((o) => [
          t(`route.${o.route}`),
          t(`escalations.step.${o.step}`),
          holder(o),
          o.count,
          late(o.since),
        ]),
      }}
    >
      <Bars
        bars={groups.flatMap(([key, of]) => {
          const [first] = of
          if (!first) return []
          const value = sumOf(of, (o) => o.count)
          const since = of.map((o) => o.since).reduce((a, b) => (a < b ? a : b))
          return [
            {
              key,
              label: <RouteChip route={first.route} />,
              parts: [
                {
                  value,
                  tone: 'red' as const,
                  text: `${count(value)} · ${t(`escalations.step.${first.step}`)}`,
                },
              ],
              note: t('reports.overdue.longest', { span: late(since) }),
            },
          ]
        })}
      />
    </Figure>
  )
}
