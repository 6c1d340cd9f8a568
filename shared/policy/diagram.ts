import type { CompiledField } from './compiled-field.ts'
import { type CompiledCondition, evaluate } from './compiled-rules.ts'

/**
 * The rules as a decision diagram: one level a field that stands in a rule, one arrow a group of its classes, and at the end
 * a row: the winning rule for each band of the score. Partial cases after which the same is left to be decided are one state,
 * so that many fields in many rules do not multiply.
 */
export interface Diagram {
  /** arrows[level][state][group] = state of the next level; after the last level, an index into rows. */
  arrows: readonly (readonly (readonly number[])[])[]
  /** The first rule that holds, for each band of the score. */
  rows: readonly Uint8Array[]
}

export const MAX_STATES = 4000

/** null: the rules tell more than MAX_STATES cases apart. */
export function buildDiagram(
  rules: readonly CompiledCondition[],
  levels: readonly CompiledField[],
  bands: number,
): Diagram | null {
  const arrows: number[][][] = []
  let states: number[][] = [[]]
  let count = 1
  for (const [level, field] of levels.entries()) {
    const next = new Map<string, number>()
    const nextStates: number[][] = []
    const last = level === levels.length - 1
    arrows.push(
      states.map((known) =>
        Array.from({ length: field.groups }, (_, group) => {
          const groups = [...known, group]
          const key = last ? rowOf(rules, groups, bands).join() : leftToDecide(rules, groups)
          const seen = next.get(key)
          if (seen !== undefined) return seen
          next.set(key, nextStates.length)
          nextStates.push(groups)
          return nextStates.length - 1
        }),
      ),
    )
    states = nextStates
    count += states.length
    if (count > MAX_STATES) return null
  }
  return { arrows, rows: states.map((groups) => rowOf(rules, groups, bands)) }
}

function rowOf(rules: readonly CompiledCondition[], groups: readonly number[], bands: number): Uint8Array {
  return Uint8Array.from({ length: bands }, (_, band) =>
    rules.findIndex((when) => evaluate(when, groups, band) === true),
  )
}

/** The rules with what is decided written as 1 or 0; equal texts mean that the same is left to be decided. */
function leftToDecide(rules: readonly CompiledCondition[], groups: readonly number[]): string {
  const write = (when: CompiledCondition): string => {
    const truth = evaluate(when, groups, null)
    if (truth !== null) return truth ? '1' : '0'
    if (when.op === 'not') return `!${write(when.of)}`
    if (when.op !== 'all' && when.op !== 'any') return '?'
    const neutral = when.op === 'all' ? '1' : '0'
    return `(${when.of
      .map((part, i) => [write(part), i] as const)
      .flatMap(([text, i]) => (text === neutral ? [] : [`${i}${text}`]))
      .join(',')})`
  }
  const texts: string[] = []
  for (const when of rules) {
    texts.push(write(when))
    if (texts.at(-1) === '1') break
  }
  return texts.join(';')
}
