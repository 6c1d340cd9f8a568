import type { ReportSpan } from '../../flow/reports.ts'
import { Answered } from './answered.tsx'
import { OutcomesFigure } from './outcomes-figure.tsx'
import { OverdueFigure } from './overdue-figure.tsx'
import css from './reports.module.css'
import { ReturnsFigure } from './returns-figure.tsx'
import { StatesFigure } from './states-figure.tsx'
import { StepsFigure } from './steps-figure.tsx'
import { useReport } from './use-report.ts'

/** How fast hand-offs went from step to step, and what became of them. */
export function HandOffTimes({ span }: { span: ReportSpan }) {
  const { report, ...state } = useReport('hand-offs', span)
  return (
    <Answered {...state}>
      {report && (
        <div className={css.figures}>
          <StepsFigure steps={report.steps} overall={report.overall.steps} span={span} />
          <StatesFigure states={report.states} overall={report.overall} span={span} />
          <OutcomesFigure outcomes={report.outcomes} span={span} />
          <ReturnsFigure rules={report.rules} span={span} />
          <OverdueFigure overdue={report.overdue} span={span} />
        </div>
      )}
    </Answered>
  )
}
