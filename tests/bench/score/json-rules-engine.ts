import type { Lead } from '../../../shared/lead/lead.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Condition } from '../../../shared/policy/policy.ts'

/** What the benchmark uses of json-rules-engine. */
interface Engine {
  addRule(rule: object): void
  run(facts: Record<string, unknown>): Promise<{ events: { type: string }[] }>
}
interface Package {
  Engine: new (rules: object[], options: object) => Engine
}

/** null: not installed (`npm install` in tests/bench brings it). */
export async function loadEngine(): Promise<Package | null> {
  const name = 'json-rules-engine'
  try {
    return (await import(name)) as Package
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_MODULE_NOT_FOUND') return null
    throw error
  }
}

/** Routes leads by the policy's rules alone: the score is given, and open fields count as false. It has no notion of bounds. */
export async function routeWith({ Engine }: Package, leads: readonly Lead[], scores: ArrayLike<number>) {
  const rules = DEFAULT_POLICY.rules.map((rule, i) => ({
    conditions: { all: [translated(rule.when)] },
    event: { type: rule.route },
    priority: 100 - i,
  }))
  const engine = new Engine(rules, { allowUndefinedFacts: true })
  const routes: string[] = []
  for (const [i, lead] of leads.entries()) {
    const facts: Record<string, unknown> = { score: scores[i] }
    for (const { field } of DEFAULT_POLICY.fields) {
      facts[field] = lead.fields[field as keyof Lead['fields']]?.[0]?.value ?? null
    }
    const { events } = await engine.run(facts)
    routes.push(events[0]?.type ?? '')
  }
  return routes
}

function translated(when: Condition): object {
  if ('all' in when) return { all: when.all.map(translated) }
  if ('any' in when) return { any: when.any.map(translated) }
  if ('not' in when) return { not: translated(when.not) }
  if ('score' in when) return { fact: 'score', operator: 'greaterThanInclusive', value: when.score.min }
  if ('in' in when) return { fact: when.field, operator: 'in', value: when.in }
  return { fact: when.field, operator: 'greaterThanInclusive', value: when.min }
}
