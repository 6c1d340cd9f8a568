import type { AgentsReport } from '../../../shared/api/agents-report.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { percent } from '../format/numbers.ts'
import { byName } from '../format/order.ts'
import { count } from '../format/time.ts'
import { Intervals } from './charts/intervals.tsx'
import { Figure } from './figure.tsx'

interface Props {
  of: 'returned' | 'won'
  agents: AgentsReport['agents']
  span: ReportSpan
}

/** A share of each agent's hand-offs with how sure it is, by name: no league table. */
export function AgentsFigure({ of, agents, span }: Props) {
  const t = useT()
  const desk = useDesk()
  const named = byName(agents)
  const between = ({ low, high }: AgentsReport['agents'][number]['won']) =>
    t('reports.agents.between', { low: percent(low), high: percent(high) })
  return (
    <Figure
      title={t(`reports.agents.title.${of}`)}
      hint={t(`reports.agents.hint.${of}`)}
      empty={t(`reports.agents.empty.${of}`)}
      csv={reportTableUrl(desk, 'agents', of, span)}
      numbers={{
        columns: [
          t('reports.column.agent'),
          t(`reports.agents.count.${of}`),
          t('reports.column.of'),
          t('reports.column.share'),
          t('reports.column.between'),
        ],
        rows: named
          .filter((a) => a[of].of > 0)
          .map((a) => [a.name, a[of].count, a[of].of, percent(a[of].count / a[of].of), between(a[of])]),
      }}
    >
      <Intervals
        rows={named.map((a) => ({
          key: a.person,
          label: a.name,
          share: a[of].of === 0 ? null : a[of].count / a[of].of,
          low: a[of].low,
          high: a[of].high,
          tone: of === 'won' ? 'green' : 'red',
          text:
            a[of].of === 0
              ? t('reports.agents.none')
              : t('reports.agents.words', {
                  n: count(a[of].count),
                  of: count(a[of].of),
                  between: between(a[of]),
                }),
        }))}
      />
    </Figure>
  )
}
