import { HAND_OFF_STATES, type HandOffState } from '../../../shared/api/hand-offs.ts'
import type { HandOffsReport } from '../../../shared/api/reports.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { percent } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import { Bars } from './charts/bars.tsx'
import { Figure } from './figure.tsx'
import { grouped, sumOf } from './grouped.ts'
import css from './reports.module.css'
import type { Paint } from './tone-of.ts'

const TONES: Record<HandOffState, Paint> = {
  waiting: 'amber',
  delivered: 'blue',
  accepted: 'purple',
  won: 'green',
  lost: 'grey',
  returned: 'red',
  withdrawn: 'orange',
}

/** Where hand-offs stand now, by route. */
export function StatesFigure({
  states,
  overall: { handOffs, reached },
  span,
}: Pick<HandOffsReport, 'states' | 'overall'> & { span: ReportSpan }) {
  const t = useT()
  const desk = useDesk()
  const byRoute = grouped(states, (s) => s.route)
  return (
    <Figure
      title={t('reports.states.title')}
      hint={t('reports.states.hint')}
      empty={t('reports.states.empty')}
      csv={reportTableUrl(desk, 'hand-offs', 'states', span)}
      numbers={{
        columns: [
          t('reports.column.route'),
          t('reports.column.channel'),
          t('reports.column.state'),
          t('reports.column.handOffs'),
        ],
        rows: states.map((s) => [
          t(`route.${s.route}`),
          t(`reports.channel.${s.channel}`),
          t(`reports.state.${s.state}`),
          s.count,
        ]),
      }}
    >
      <p className={css.sum}>
        {t('reports.states.overall', {
          count: handOffs,
          n: count(handOffs),
          reached: percent(reached / Math.max(1, handOffs)),
        })}
      </p>
      <Bars
        bars={byRoute.map(([route, of]) => ({
          key: route,
          label: <RouteChip route={route} />,
          parts: HAND_OFF_STATES.map((state) => {
            const value = sumOf(
              of.filter((s) => s.state === state),
              (x) => x.count,
            )
            return { value, tone: TONES[state], text: `${count(value)} ${t(`reports.state.${state}`)}` }
          }),
        }))}
      />
    </Figure>
  )
}
