import type { HandOffsReport } from '../../../shared/api/reports.ts'
import { RETURN_REASONS } from '../../../shared/lead/hand-off.ts'
import { type ReportSpan, reportTableUrl } from '../../flow/reports.ts'
import { useDesk, useT } from '../context.tsx'
import { percent } from '../format/numbers.ts'
import { count } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import { Bars } from './charts/bars.tsx'
import { Figure } from './figure.tsx'
import css from './reports.module.css'

type Rule = HandOffsReport['rules'][number]

/** What receivers sent back, by the rule that sent it, and why. */
export function ReturnsFigure({ rules, span }: { rules: readonly Rule[]; span: ReportSpan }) {
  const t = useT()
  const desk = useDesk()
  const reasonsOf = (rule: Rule) =>
    RETURN_REASONS.flatMap((reason) => {
      const n = rule.reasons[reason]
      return n ? [`${t(`inbox.reason.${reason}`)} ${count(n)}`] : []
    }).join(', ')
  const words = (rule: Rule) => rule.text || t('reports.returns.unknown')
  return (
    <Figure
      title={t('reports.returns.title')}
      hint={t('reports.returns.hint')}
      empty={t('reports.returns.empty')}
      csv={reportTableUrl(desk, 'hand-offs', 'rules', span)}
      numbers={{
        columns: [
          t('reports.column.rule'),
          t('reports.column.route'),
          t('reports.column.policy'),
          t('reports.column.sent'),
          t('reports.column.returned'),
          t('reports.column.reasons'),
        ],
        rows: rules.map((rule) => [
          words(rule),
          t(`route.${rule.route}`),
          rule.policyVersion,
          rule.sent,
          rule.returned,
          reasonsOf(rule),
        ]),
      }}
    >
      <Bars
        bars={rules.map((rule) => ({
          key: `${rule.policyVersion} ${rule.rule} ${rule.text} ${rule.route}`,
          label: (
            <div title={words(rule)}>
              <RouteChip route={rule.route} />
              <div className={css.rule}>{words(rule)}</div>
            </div>
          ),
          parts: [
            {
              value: rule.returned,
              tone: 'red',
              text: t('reports.returns.returned', {
                n: count(rule.returned),
                share: percent(rule.returned / Math.max(1, rule.sent)),
              }),
            },
            {
              value: rule.sent - rule.returned,
              tone: 'blue',
              text: t('reports.returns.kept', { n: count(rule.sent - rule.returned) }),
            },
          ],
          note: reasonsOf(rule),
        }))}
      />
    </Figure>
  )
}
