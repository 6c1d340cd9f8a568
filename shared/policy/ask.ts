import type { FieldId } from '../lead/catalog.ts'
import type { Lead } from '../lead/lead.ts'
import type { RouteId } from '../lead/route.ts'
import type { CompiledPolicy } from './compile.ts'
import type { CompiledField } from './compiled-field.ts'
import { type Standing, standingOf } from './decide.ts'
import type { AnswerOutcome, NextQuestion } from './decision.ts'
import { type Gain, gainsOf } from './gain.ts'
import { valueLabelIn } from './own-fields.ts'
import { shapeAt, withAnswer } from './shape.ts'
import { verdictAt } from './verdict.ts'

/** The open fields that may be asked today and can still change the route, the most decisive first. */
export function openQuestions(compiled: CompiledPolicy, lead: Lead, asOf: string): FieldId[] {
  return openQuestionsOf(compiled, standingOf(compiled, lead, asOf))
}

export const openQuestionsOf = (compiled: CompiledPolicy, standing: Standing): FieldId[] =>
  gainsNow(compiled, standing).map((g) => g.field.id)

/** The same, with the words to ask and where each answer leads. */
export function nextQuestions(compiled: CompiledPolicy, lead: Lead, asOf: string): NextQuestion[] {
  return questionsOf(compiled, standingOf(compiled, lead, asOf))
}

export function questionsOf(compiled: CompiledPolicy, standing: Standing): NextQuestion[] {
  return gainsNow(compiled, standing).map(({ field, gain }) => ({
    field: field.id,
    question: field.source.question ?? '',
    gain,
    outcomes: field.source.answers.map((_, answer) => outcomeOf(compiled, standing, field, answer)),
  }))
}

function gainsNow(compiled: CompiledPolicy, { encoded, shape, total, verdict }: Standing): readonly Gain[] {
  if (encoded.byHand >= 0 || verdict.possible.length === 1) return []
  return gainsOf(compiled, shape, total).filter(
    (g) => ((encoded.blocked | encoded.waiting) & (1 << g.field.index)) === 0,
  )
}

/** Where one answer leads; a bin of numbers that conditions cut in pieces leads where its pieces lead. */
function outcomeOf(
  compiled: CompiledPolicy,
  { shape, total }: Standing,
  field: CompiledField,
  answer: number,
): AnswerOutcome {
  const pieces = field.answerOf.flatMap((a, cls) =>
    a === answer
      ? [
          verdictAt(
            compiled,
            shapeAt(compiled, withAnswer(compiled, shape.key, field, cls)),
            total + field.points[cls]!,
          ),
        ]
      : [],
  )
  const possible = new Set(pieces.flatMap((v) => v.possible))
  const inOrder = new Set<RouteId>(compiled.policy.rules.map((r) => r.route).filter((r) => possible.has(r)))
  const { id } = field.source.answers[answer]!
  return {
    answer: id,
    label: valueLabelIn(compiled.policy, field.id, id),
    low: Math.min(...pieces.map((v) => v.low)),
    high: Math.max(...pieces.map((v) => v.high)),
    possible: [...inOrder],
  }
}
