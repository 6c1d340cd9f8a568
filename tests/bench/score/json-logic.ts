import type { Lead } from '../../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Condition } from '../../../shared/policy/policy.ts'

/** What the benchmark uses of json-logic-js. */
interface JsonLogic {
  apply(logic: object, data: object): unknown
}

/** null: not installed (`npm install` in tests/bench brings it). */
export async function loadJsonLogic(): Promise<JsonLogic | null> {
  const name = 'json-logic-js'
  try {
    return ((await import(name)) as { default: JsonLogic }).default
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

/** Routes leads by the policy's rules alone, as one chain of ifs: the score is given, and open fields count as false. */
export function routeWithLogic(
  logic: JsonLogic,
  leads: readonly Lead[],
  scores: ArrayLike<number>,
): string[] {
  const chain = { if: [...DEFAULT_POLICY.rules.flatMap((r) => [translated(r.when), r.route]), ''] }
  return leads.map((lead, i) => {
    const facts: Record<string, unknown> = { score: scores[i] }
    for (const { field } of DEFAULT_POLICY.fields)
      facts[field] = lead.fields[field as keyof Lead['fields']]?.[0]?.value ?? null
    return String(logic.apply(chain, facts))
  })
}

function translated(when: Condition): object {
  if ('all' in when) return when.all.length === 0 ? { '!': [false] } : { and: when.all.map(translated) }
  if ('any' in when) return { or: when.any.map(translated) }
  if ('not' in when) return { '!': [translated(when.not)] }
  if ('score' in when) return { '>=': [{ var: 'score' }, when.score.min] }
  if ('in' in when) return { in: [{ var: when.field }, when.in] }
  return { '>=': [{ var: when.field }, when.min] }
}
