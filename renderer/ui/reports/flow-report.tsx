import type { ReportSpan } from '../../flow/reports.ts'
import { Answered } from './answered.tsx'
import { FlowFigure } from './flow-figure.tsx'
import { FunnelFigure } from './funnel-figure.tsx'
import css from './reports.module.css'
import { useReport } from './use-report.ts'

/** How far the leads captured in these days came, and by which way. */
export function FlowReportTab({ span }: { span: ReportSpan }) {
  const { report, ...state } = useReport('flow', span)
  return (
    <Answered {...state}>
      {report && (
        <div className={css.figures}>
          <FlowFigure flows={report.flows} span={span} />
          <FunnelFigure funnel={report.funnel} span={span} />
        </div>
      )}
    </Answered>
  )
}
