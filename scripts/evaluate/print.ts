import type { Difference } from '../../shared/policy/fit/bootstrap.ts'
import { type Played, STOPS } from './desk-questions.ts'
import type { Evaluation } from './run.ts'

/** What was fitted on and scored: numbers of rows. */
export interface About {
  name: string
  fitted: number
  won: number
  scored: number
}

export type Row = readonly string[]

const three = (n: number) => n.toFixed(3)

export interface Table {
  title: string
  /** A header first. */
  rows: readonly Row[]
}

/** The figures as tables: printed and drawn alike. */
export function tablesOf({ results }: Evaluation): Table[] {
  if (!results) return []
  const { measured, questions, neutrality } = results
  return [
    {
      title: 'How well the won are told from the lost',
      rows: [
        ['', 'AUC', 'average precision', 'lift at 10%', 'lift at 20%', 'Brier', 'calibration error'],
        ...measured.map(({ model, measures: m }) => [
          model.label,
          ...[m.auc, m.ap, m.lift10, m.lift20].map(three),
          m.brier.toFixed(4),
          three(m.ece),
        ]),
      ],
    },
    {
      title:
        'What the fitted points have over the others (95% of a paired bootstrap; share of resamples in which they are better)',
      rows: [
        ['over', 'AUC', 'lift at 20%', 'Brier'],
        ...measured.flatMap(({ model, against: a }) =>
          a ? [[model.label, range(a.auc), range(a.lift20), range(a.brier)]] : [],
        ),
      ],
    },
    {
      title: 'Calibration of the fitted points',
      rows: [
        ['leads', 'expected', 'won'],
        ...measured[0]!.calibration.map((b) => [String(b.rows), three(b.mean), three(b.rate)]),
      ],
    },
    {
      title: `Questions a lead, on average, until so much of the gain in AUC is reached (${questions.fields.length} fields)`,
      rows: [
        ['', '80%', '90%'],
        ...questions.curves.map((c) => [c.label, c.to80.toFixed(2), c.to90.toFixed(2)]),
      ],
    },
    {
      title: 'Lift at 20% with 2 questions a lead on average',
      rows: [
        ['every lead as many', 'all but the last 30% so far'],
        [three(questions.whom.evenly), three(questions.whom.chosen)],
      ],
    },
    ...(neutrality
      ? [
          {
            title: 'What is not known stays neutral: the fields that are asked, hidden',
            rows: [
              ['complete leads', 'mean probability', 'hidden', 'AUC of all, hidden'],
              [
                String(neutrality.complete),
                three(neutrality.shown),
                three(neutrality.hidden),
                three(neutrality.aucHidden),
              ],
            ],
          },
        ]
      : []),
  ]
}

const signed = (n: number) => `${n < 0 ? '−' : '+'}${Math.abs(n).toFixed(4)}`
const range = (d: Difference) =>
  `${signed(d.value)} (${signed(d.low)} to ${signed(d.high)}; ${(100 * d.better).toFixed(1)}%)`

/** The fields by what their points spread over, and their points. */
export function pointsOf({
  fitted,
}: Evaluation): { field: string; answers: { label: string; points: number }[] }[] {
  return fitted.model.fields
    .map(({ bins, points }) => ({
      field: bins.id,
      answers: bins.labels.map((label, c) => ({ label, points: points[c]! })),
    }))
    .filter((f) => f.answers.some((a) => a.points !== 0))
    .sort((a, b) => spread(b.answers) - spread(a.answers))
}

const spread = (answers: readonly { points: number }[]) =>
  Math.max(...answers.map((a) => a.points)) - Math.min(...answers.map((a) => a.points))

export const summary = ({ name, fitted, won, scored }: About) =>
  `${name}: fitted on ${fitted} leads (${won} won), ${scored} scored.`

export function toText(about: About, evaluation: Evaluation): string {
  const parts = tablesOf(evaluation).map(textOf)
  if (parts.length === 0) parts.push('No scored row has an outcome: nothing to measure.')
  return `${[summary(about), ...parts].join('\n\n')}\n`
}

export function textOf({ title, rows }: Table): string {
  const widths = rows[0]!.map((_, c) => Math.max(...rows.map((r) => r[c]!.length)))
  return `${title}\n${rows.map((r) => `  ${r.map((cell, c) => cell.padEnd(widths[c]!)).join('  ')}`.trimEnd()).join('\n')}`
}

export function deskTable(played: readonly Played[]): Table {
  const stops = Array.from({ length: STOPS }, (_, k) => `right after ${k + 1}`)
  return {
    title:
      'Under a policy of four routes by score, from nothing known: questions a lead until its route is certain',
    rows: [
      ['', 'questions', ...stops],
      ...played.map((p) => [p.label, p.questions.toFixed(2), ...p.right.map(three)]),
    ],
  }
}
