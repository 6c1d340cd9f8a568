import { AGENTS_REPORT_DAYS } from '../../../shared/api/agents-report.ts'
import type { ReportSpan } from '../../flow/reports.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { Empty } from '../parts/empty.tsx'
import { AgentsFigure } from './agents-figure.tsx'
import { Answered } from './answered.tsx'
import { QuestionsFigure } from './questions-figure.tsx'
import css from './reports.module.css'
import { isWithin } from './span.ts'
import { useReport } from './use-report.ts'

/** What decisions took, and what became of what each agent decided. */
export function AgentsReportTab({ span }: { span: ReportSpan }) {
  const t = useT()
  if (!isWithin(span, AGENTS_REPORT_DAYS))
    return (
      <Empty title={t('reports.agents.tooLong', { n: count(AGENTS_REPORT_DAYS) })}>
        {t('reports.agents.tooLongHint')}
      </Empty>
    )
  return <Asked span={span} />
}

function Asked({ span }: { span: ReportSpan }) {
  const { report, ...state } = useReport('agents', span)
  return (
    <Answered {...state}>
      {report && (
        <div className={css.figures}>
          <QuestionsFigure questions={report.questions} span={span} />
          <AgentsFigure of="returned" agents={report.agents} span={span} />
          <AgentsFigure of="won" agents={report.agents} span={span} />
        </div>
      )}
    </Answered>
  )
}
