import { type Axes, chart, escaped, type Line } from './chart.ts'
import { type About, pointsOf, type Row, summary, tablesOf } from './print.ts'
import type { Evaluation } from './run.ts'

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2430; --soft: #5a6372; --rule: #d8dde5; --ground: #fff; --a: #0b5cad; --b: #b3450b; --c: #52606d }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf0; --soft: #a4adba; --rule: #3a424f; --ground: #171a21; --a: #6db3ff; --b: #ffab70; --c: #a9b4c0 } }
body { font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--ground); max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; display: block; overflow-x: auto }
th, td { text-align: left; padding: .3rem 1rem .3rem 0; border-bottom: 1px solid var(--rule) }
th { font-weight: 600; color: var(--soft) }
figure { margin: 1.5rem 0; max-width: 44rem } figcaption { font-weight: 600 }
svg text { fill: var(--soft); font-size: 13px; dominant-baseline: middle } .middle { text-anchor: middle } .end { text-anchor: end }
.grid { stroke: var(--rule) } .line { fill: none; stroke-width: 2.5 } .dot { stroke: none }
.k1 { stroke: var(--a) } .k2 { stroke: var(--b); stroke-dasharray: 7 4 } .k3 { stroke: var(--c); stroke-dasharray: 2 4 }
circle.k1 { fill: var(--a) } circle.k2 { fill: var(--b) } circle.k3 { fill: var(--c) }
.keys { display: flex; flex-wrap: wrap; gap: 1.25rem; margin: .25rem 0; color: var(--soft) } .key svg { margin-right: .4rem }
details { margin: .25rem 0 } .points td:last-child { text-align: right }`

/** The figures as one page that needs nothing else: light or dark as the reader has it. */
export function toHtml(about: About, evaluation: Evaluation): string {
  const tables = tablesOf(evaluation).map(({ title, rows }) => `<h2>${escaped(title)}</h2>${table(rows)}`)
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(about.name)}: evaluation</title><style>${STYLE}</style>
<h1>${escaped(about.name)}</h1><p>${escaped(summary(about))} A field that is not known adds nothing. ${evaluation.results ? '' : 'No scored row has an outcome: nothing to measure.'}</p>
${charts(evaluation).join('\n')}
${tables.join('\n')}
<h2>The points</h2><p>14 points double the odds. The field that tells most comes first.</p>
${pointsOf(evaluation)
  .map(
    ({ field, answers }) =>
      `<details><summary>${escaped(field)}</summary><div class="points">${table([['answer', 'points'], ...answers.map((a) => [a.label, String(a.points)])])}</div></details>`,
  )
  .join('\n')}
</html>
`
}

function table([header, ...rows]: readonly Row[]): string {
  const cells = (row: Row, tag: string) => row.map((c) => `<${tag}>${escaped(c)}</${tag}>`).join('')
  return `<table><thead><tr>${cells(header!, 'th')}</tr></thead><tbody>${rows.map((r) => `<tr>${cells(r, 'td')}</tr>`).join('')}</tbody></table>`
}

function charts({ results }: Evaluation): string[] {
  if (!results) return []
  const { questions, measured } = results
  const most = questions.fields.length
  const order: Record<string, Line['kind']> = { ours: 1, fixed: 2, random: 3 }
  const curves = questions.curves.map(
    (c): Line => ({ label: c.label, kind: order[c.id]!, points: c.curve.map((p) => [p.questions, p.auc]) }),
  )
  const top = Math.max(...questions.curves.flatMap((c) => c.curve.map((p) => p.auc)))
  const asked: Axes = {
    x: { label: 'questions a lead, on average', from: 0, to: most, ticks: [...Array(most + 1).keys()] },
    y: {
      label: 'AUC',
      from: 0.5,
      to: Math.ceil(top * 20) / 20,
      ticks: [0.5, 0.6, 0.7, 0.8, 0.9, 1].filter((t) => t <= top + 0.05),
    },
  }
  const fifths = [0, 0.2, 0.4, 0.6, 0.8, 1]
  const calibration: Axes = {
    x: { label: 'expected probability', from: 0, to: 1, ticks: fifths },
    y: { label: 'share won', from: 0, to: 1, ticks: fifths },
    diagonal: true,
  }
  const kinds: Line['kind'][] = [1, 2, 3]
  return [
    chart('AUC against questions asked', asked, curves),
    chart(
      'Calibration: the nearer to the thin line, the truer',
      calibration,
      measured.map((m, i) => ({
        label: m.model.label,
        kind: kinds[i]!,
        points: m.calibration.map((b) => [b.mean, b.rate]),
        dots: true,
      })),
    ),
  ]
}
