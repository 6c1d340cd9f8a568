import type { Lead } from '../lead/lead.ts'
import type { CompiledPolicy } from './compile.ts'
import { decisionOf, standingOf } from './decide.ts'
import { gainsOf } from './gain.ts'
import { shapeAt, withAnswer } from './shape.ts'
import { verdictAt } from './verdict.ts'

/** Leads that are asked in play, drawn evenly from those that need information. */
const DRAWN = 300

/**
 * Mean number of questions until a lead that needs information is decided, or nothing is left to ask: the most decisive question
 * first, answers drawn by their probability. Null where no drawn lead needs any.
 */
export function questionsNeeded(
  compiled: CompiledPolicy,
  leads: readonly Lead[],
  asOf: string,
  random: () => number,
): number | null {
  const every = Math.max(1, Math.floor(leads.length / (2 * DRAWN)))
  let [asked, drawn] = [0, 0]
  for (let i = 0; i < leads.length && drawn < DRAWN; i += every) {
    const standing = standingOf(compiled, leads[i]!, asOf)
    if (decisionOf(compiled, standing).state !== 'needsInformation') continue
    drawn++
    let { shape, total } = standing
    while (verdictAt(compiled, shape, total).possible.length > 1) {
      const next = gainsOf(compiled, shape, total).find(
        (g) => ((standing.encoded.blocked | standing.encoded.waiting) & (1 << g.field.index)) === 0,
      )
      if (!next) break
      const answer = drawnFrom(next.field.probability, random())
      total += next.field.points[answer]!
      shape = shapeAt(compiled, withAnswer(compiled, shape.key, next.field, answer))
      asked++
    }
  }
  return drawn === 0 ? null : asked / drawn
}

function drawnFrom(probability: readonly number[], at: number): number {
  let sum = 0
  for (let c = 0; c < probability.length; c++) {
    sum += probability[c]!
    if (at < sum) return c
  }
  return probability.findLastIndex((p) => p > 0)
}
