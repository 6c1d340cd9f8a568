import type { AgentsReport } from '../../../shared/api/agents-report.ts'
import { ROUTES } from '../../../shared/lead/route.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { decimal } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { ROUTE_TONE } from '../parts/chip.tsx'
import { Bars } from './charts/bars.tsx'
import { Figure } from './figure.tsx'
import { grouped, sumOf } from './grouped.ts'
import { toneOf } from './tone-of.ts'

type Questions = AgentsReport['questions']

/** How many answers were asked for in calls until a lead was decided. */
export function QuestionsFigure({ questions, span }: { questions: Questions; span: ReportSpan }) {
  const t = useT()
  const desk = useDesk()
  const total = sumOf(questions, (q) => q.count)
  const answers = sumOf(questions, (q) => q.answers * q.count)
  const byAnswers = grouped(
    [...questions].sort((a, b) => a.answers - b.answers),
    (q) => q.answers,
  )
  return (
    <Figure
      title={t('reports.questions.title')}
      hint={t('reports.questions.hint', { mean: decimal(answers / Math.max(1, total)) })}
      empty={t('reports.questions.empty')}
      csv={reportTableUrl(desk, 'agents', 'questions', span)}
      numbers={{
        columns: [t('reports.column.route'), t('reports.column.answers'), t('reports.column.handOffs')],
        rows: questions.map((q) => [t(`route.${q.route}`), q.answers, q.count]),
      }}
    >
      <Bars
        bars={byAnswers.map(([many, of]) => ({
          key: String(many),
          label: t('reports.questions.answers', { count: many }),
          parts: ROUTES.map((route) => {
            const value = sumOf(
              of.filter((q) => q.route === route),
              (q) => q.count,
            )
            return {
              value,
              tone: toneOf(ROUTE_TONE[route]),
              text: `${count(value)} ${t(`route.${route}`)}`,
            }
          }),
        }))}
      />
    </Figure>
  )
}
