import type { Field } from '../../shared/lead/catalog.ts'
import { type CompiledPolicy, compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { type Coded, codeFor } from '../../shared/policy/fit/additive.ts'
import { type Bins, binsOf } from '../../shared/policy/fit/bins.ts'
import { fitPoints } from '../../shared/policy/fit/fit.ts'
import { learnPlan, type QuestionPlan } from '../../shared/policy/fit/plan.ts'
import type { FactTable, OutcomeTable } from '../../shared/policy/fit/table.ts'

/** A policy of four routes by score, as one would be made of the fitted points: what the desk asks by can be played through with it. */
export interface DeskPolicy {
  compiled: CompiledPolicy
  bins: readonly Bins[]
  /** The fitted rows, and how likely each answer is among them, by field. */
  learned: Coded
  probability: readonly (readonly number[])[]
  plan: QuestionPlan
  /** The plan's score of a lead is the intercept and the log odds of its known answers. */
  logOdds: { intercept: number; points: readonly Float64Array[] }
}

/** Answers as a person is read them: few. */
const CLASSES = { maxBins: 5, minRows: 100 }
const TOTAL = 100
/** The best fifth, the next fifth, the next three tenths, the others; what a wrong one costs is as in the default policy. */
const ROUTES = [
  ['hot', 0.8],
  ['high', 0.6],
  ['low', 0.3],
] as const

/** Throws an Error in words where there is too little to learn from. */
export function deskPolicy(train: OutcomeTable, questions: readonly string[]): DeskPolicy {
  const columns = train.columns.filter((c) => questions.includes(c.id))
  const bins = columns.map((c) => binsOf(c, CLASSES))
  const result = fitPoints({ ...train, columns }, {}, bins)
  if (!result.ok) throw new Error(result.unless)
  const { model } = result.fitted
  const learned = codeFor(bins, train)
  const probability = bins.map((b, f) => shares(b, learned[f]!))
  const points = wholePoints(model.fields.map((f) => f.points))
  const means = points.map((list, f) => list.reduce((s, p, c) => s + p * probability[f]![c]!, 0))
  const scores = Float64Array.from({ length: train.count }, (_, i) =>
    points.reduce((s, list, f) => s + (list[learned[f]![i]!] ?? means[f]!), 0),
  ).sort()
  const cut = (share: number) => Math.round(scores[Math.floor(share * scores.length)]!)
  const fields = bins.map((b, f) => ({
    ...{ field: b.id, dimension: 'need' as const, share: 1, question: b.id },
    answers: b.labels.map((id, c) => ({
      ...{ id, share: points[f]![c]! / TOTAL, probability: probability[f]![c]! },
    })),
    ...{ halfLifeDays: null, staleAfterDays: null, reaskDays: 1 },
  }))
  const rules = ROUTES.map(([route, share]) => ({ route, when: { score: { min: cut(share) } } }))
  return {
    compiled: compile(
      {
        ...DEFAULT_POLICY,
        dimensions: [{ id: 'need', label: 'All', weight: TOTAL }],
        fields,
        rules: [...rules, { route: 'nurture', when: { all: [] } }],
      },
      (id) => catalogField(bins, id),
    ),
    ...{ bins, learned, probability },
    plan: learnPlan(
      model,
      learned,
      train.won,
      bins.map((_, f) => f),
    ),
    logOdds: { intercept: model.intercept, points: model.fields.map((f) => f.points) },
  }
}

/** The rows of a table as answers of the policy. */
export const answersOf = ({ bins }: DeskPolicy, table: FactTable): Coded => codeFor(bins, table)

function shares(bins: Bins, classes: Int16Array): number[] {
  const counts = new Array<number>(bins.count).fill(1)
  for (const c of classes) if (c >= 0) counts[c]! += 1
  const all = counts.reduce((s, n) => s + n, 0)
  return counts.map((n) => n / all)
}

/** The least answer of each field is worth 0, the best of all together about TOTAL. */
function wholePoints(fields: readonly Float64Array[]): number[][] {
  const raised = fields.map((list) => Array.from(list, (p) => p - Math.min(...list)))
  const range = raised.reduce((s, list) => s + Math.max(...list), 0)
  return raised.map((list) => list.map((p) => Math.round((p * TOTAL) / range)))
}

function catalogField(bins: readonly Bins[], id: string): Field | undefined {
  const labels = bins.find((b) => b.id === id)?.labels
  return (
    labels &&
    ({
      id,
      label: id,
      group: 'qualification',
      kind: 'choice',
      choices: labels.map((l) => ({ id: l, label: l })),
    } as Field)
  )
}
