import type { CompiledPolicy } from './compile.ts'
import { decisionOf, standingAs } from './decide.ts'
import { encodeAll, rowOf } from './encode-all.ts'
import { gainsOf } from './gain.ts'
import type { Gathered } from './gather.ts'
import { shapeAt, withAnswer } from './shape.ts'
import { verdictAt } from './verdict.ts'

/** Leads that are asked in play, drawn evenly from those that need information. */
const DRAWN = 300

/** Chance by lead (its place) and field, a number in [0, 1): the same each time it is asked, so that two policies are compared on the same answers. */
export type Luck = (lead: number, field: string) => number

export function luckBy(random: () => number): Luck {
  const drawn = new Map<string, number>()
  return (lead, field) => {
    const key = `${lead} ${field}`
    const before = drawn.get(key)
    if (before !== undefined) return before
    const at = random()
    drawn.set(key, at)
    return at
  }
}

/**
 * Mean number of questions until a lead that needs information is decided, or nothing is left to ask: the most decisive question
 * first, answers drawn by their probability. Null where no drawn lead needs any.
 */
export function questionsNeeded(
  compiled: CompiledPolicy,
  leads: Gathered,
  asOf: string,
  luck: Luck,
): number | null {
  const every = Math.max(1, Math.floor(leads.count / (2 * DRAWN)))
  const columns = encodeAll(compiled, leads, asOf, { from: 0, to: leads.count, every })
  let [asked, drawn] = [0, 0]
  for (let i = 0; i < columns.count && drawn < DRAWN; i++) {
    const standing = standingAs(compiled, rowOf(columns, i))
    if (decisionOf(compiled, standing).state !== 'needsInformation') continue
    drawn++
    let { shape, total } = standing
    while (verdictAt(compiled, shape, total).possible.length > 1) {
      const next = gainsOf(compiled, shape, total).find(
        (g) => ((standing.encoded.blocked | standing.encoded.waiting) & (1 << g.field.index)) === 0,
      )
      if (!next) break
      const answer = drawnFrom(next.field.probability, luck(i, next.field.id))
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
