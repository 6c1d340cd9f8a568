import type { FlowReport } from '../../../shared/api/flow-report.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { percent } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { Bars } from './charts/bars.tsx'
import { Figure } from './figure.tsx'
import css from './reports.module.css'

/** How many of the captured leads came to each stage. */
export function FunnelFigure({ funnel, span }: { funnel: FlowReport['funnel']; span: ReportSpan }) {
  const t = useT()
  const desk = useDesk()
  const captured = funnel[0]?.count ?? 0
  const share = (n: number) => percent(n / Math.max(1, captured))
  return (
    <div className={css.wide}>
      <Figure
        title={t('reports.funnel.title')}
        hint={t('reports.funnel.hint')}
        empty={t('reports.funnel.empty')}
        csv={reportTableUrl(desk, 'flow', 'funnel', span)}
        numbers={{
          columns: [t('reports.column.stage'), t('reports.column.leads'), t('reports.column.share')],
          rows:
            captured === 0 ? [] : funnel.map((f) => [t(`reports.stage.${f.stage}`), f.count, share(f.count)]),
        }}
      >
        <Bars
          bars={funnel.map((f) => ({
            key: f.stage,
            label: t(`reports.stage.${f.stage}`),
            parts: [{ value: f.count, tone: f.stage === 'won' ? 'green' : 'blue', text: count(f.count) }],
            note: share(f.count),
          }))}
        />
      </Figure>
    </div>
  )
}
