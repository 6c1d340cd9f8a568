import type { Policy, PolicyField } from '../../shared/policy/policy.ts'
import { inWords } from '../../shared/policy/words.ts'

/** One thing that two policies have otherwise. `what`: in whose words it is told; the rest fills them in. */
export type Difference =
  | { what: 'weight'; dimension: string; before: number; after: number }
  | { what: 'points'; field: string; answer: string; before: number; after: number }
  | { what: 'fieldAdded' | 'fieldRemoved' | 'probabilities'; field: string }
  | { what: 'question'; field: string; before: string; after: string }
  | { what: 'fading' | 'stale'; field: string; before: number | null; after: number | null }
  | { what: 'ruleAdded' | 'ruleRemoved'; at: number; route: string; words: string }
  | { what: 'rule'; at: number; route: string; before: string; after: string }
  | { what: 'channel'; route: string; before: string; after: string }
  | { what: 'limit' | 'cost'; route: string; before: number | null; after: number | null }
  | { what: 'attempts'; before: number; after: number }
  | { what: 'callFirst'; after: boolean }
  | { what: 'name'; before: string; after: string }
  | {
      what: 'dispositions' | 'contact' | 'validity' | 'calendar' | 'consentTexts' | 'territories' | 'steps'
    }

/** Points of each answer, unfaded: what a person adds up. */
export const pointsOf = (policy: Policy, field: PolicyField): number[] => {
  const weight = policy.dimensions.find((d) => d.id === field.dimension)?.weight ?? 0
  return field.answers.map((a) => Math.floor(weight * field.share * a.share + 0.5))
}

/** What the one policy has otherwise than the other. */
export function differencesOf(before: Policy, after: Policy): Difference[] {
  return [
    ...(before.name === after.name
      ? []
      : [{ what: 'name' as const, before: before.name, after: after.name }]),
    ...weightDifferences(before, after),
    ...fieldDifferences(before, after),
    ...ruleDifferences(before, after),
    ...routeDifferences(before, after),
    ...otherDifferences(before, after),
  ]
}

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

function weightDifferences(before: Policy, after: Policy): Difference[] {
  return after.dimensions.flatMap((d): Difference[] => {
    const was = before.dimensions.find((b) => b.id === d.id)?.weight ?? 0
    return was === d.weight ? [] : [{ what: 'weight', dimension: d.label, before: was, after: d.weight }]
  })
}

function fieldDifferences(before: Policy, after: Policy): Difference[] {
  const gone = before.fields.filter((b) => !after.fields.some((a) => a.field === b.field))
  return [
    ...gone.map(({ field }): Difference => ({ what: 'fieldRemoved', field })),
    ...after.fields.flatMap((now): Difference[] => {
      const { field } = now
      const was = before.fields.find((b) => b.field === field)
      if (!was) return [{ what: 'fieldAdded', field }]
      const list: Difference[] = []
      const [old, points] = [pointsOf(before, was), pointsOf(after, now)]
      for (const [i, { id }] of now.answers.entries()) {
        const at = was.answers.findIndex((a) => a.id === id)
        const [from, to] = [at < 0 ? 0 : old[at]!, points[i]!]
        if (from !== to) list.push({ what: 'points', field, answer: id, before: from, after: to })
      }
      if (was.question !== now.question)
        list.push({ what: 'question', field, before: was.question ?? '', after: now.question ?? '' })
      if (was.halfLifeDays !== now.halfLifeDays)
        list.push({ what: 'fading', field, before: was.halfLifeDays, after: now.halfLifeDays })
      if (was.staleAfterDays !== now.staleAfterDays)
        list.push({ what: 'stale', field, before: was.staleAfterDays, after: now.staleAfterDays })
      const chances = (f: PolicyField) => f.answers.map((a) => a.probability ?? null)
      if (!same(chances(was), chances(now))) list.push({ what: 'probabilities', field })
      return list
    }),
  ]
}

function ruleDifferences(before: Policy, after: Policy): Difference[] {
  const list: Difference[] = []
  for (let i = 0; i < Math.max(before.rules.length, after.rules.length); i++) {
    const [was, now] = [before.rules[i], after.rules[i]]
    const at = i + 1
    if (was && !now) list.push({ what: 'ruleRemoved', at, route: was.route, words: inWords(was.when) })
    else if (now && !was) list.push({ what: 'ruleAdded', at, route: now.route, words: inWords(now.when) })
    else if (was && now && was.route !== now.route) {
      list.push({ what: 'ruleRemoved', at, route: was.route, words: inWords(was.when) })
      list.push({ what: 'ruleAdded', at, route: now.route, words: inWords(now.when) })
    } else if (was && now && !same(was.when, now.when))
      list.push({ what: 'rule', at, route: now.route, before: inWords(was.when), after: inWords(now.when) })
  }
  return list
}

function routeDifferences(before: Policy, after: Policy): Difference[] {
  return Object.entries(after.routes).flatMap(([route, now]): Difference[] => {
    const was = before.routes[route as keyof Policy['routes']]
    return [
      ...(was.channel === now.channel
        ? []
        : [{ what: 'channel' as const, route, before: was.channel, after: now.channel }]),
      ...(was.slaMinutes === now.slaMinutes
        ? []
        : [{ what: 'limit' as const, route, before: was.slaMinutes, after: now.slaMinutes }]),
      ...(was.cost === now.cost ? [] : [{ what: 'cost' as const, route, before: was.cost, after: now.cost }]),
      ...(same(was.slas, now.slas) ? [] : [{ what: 'steps' as const }]),
    ]
  })
}

function otherDifferences(before: Policy, after: Policy): Difference[] {
  const whole = ['dispositions', 'contact', 'validity', 'calendar', 'consentTexts'] as const
  return [
    ...(before.maxAttempts === after.maxAttempts
      ? []
      : [{ what: 'attempts' as const, before: before.maxAttempts, after: after.maxAttempts }]),
    ...(before.callFirst === after.callFirst ? [] : [{ what: 'callFirst' as const, after: after.callFirst }]),
    ...(same(before.partnerTerritories, after.partnerTerritories) ? [] : [{ what: 'territories' as const }]),
    ...whole.filter((what) => !same(before[what], after[what])).map((what) => ({ what })),
  ]
}
