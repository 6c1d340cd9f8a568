import type { ReportSpan } from '../../flow/reports.ts'
import { Answered } from './answered.tsx'
import { PayOffFigure } from './pay-off-figure.tsx'
import css from './reports.module.css'
import { TimelinesFigure } from './timelines-figure.tsx'
import { useReport } from './use-report.ts'

/** What routing paid off, and when those who bought did so. */
export function PayOffReportTab({ span }: { span: ReportSpan }) {
  const { report, ...state } = useReport('pay-off', span)
  return (
    <Answered {...state}>
      {report && (
        <div className={css.figures}>
          <PayOffFigure channels={report.channels} span={span} />
          <TimelinesFigure timelines={report.timelines} span={span} />
        </div>
      )}
    </Answered>
  )
}
