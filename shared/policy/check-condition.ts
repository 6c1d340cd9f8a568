import { CATALOG, type Field, isOwnId } from '../lead/catalog.ts'
import type { Condition } from './policy.ts'

type Report = (pointer: string, detail: string) => void
/** What a condition may ask of a field. `answers`: ids; null: any text. `asWords`: nothing but words to pass on, in no rule. `kind` undefined: not known. */
interface Askable {
  kind: Field['kind'] | undefined
  answers: readonly string[] | null
  asWords?: true
}
export type FieldKinds = Pick<ReadonlyMap<string, Askable>, 'get'>

const catalog = new Map<string, Askable>(
  (CATALOG as readonly Field[]).map(({ id, kind, choices }) => [
    id,
    { kind, answers: choices?.map((c) => c.id) ?? null },
  ]),
)
const OF_A_CAMPAIGN: Askable = { kind: undefined, answers: null }

/** Every field of the catalog, and what any campaign may have of its own: for conditions that stand outside a policy. */
export const ALL_KINDS: FieldKinds = { get: (id) => (isOwnId(id) ? OF_A_CAMPAIGN : catalog.get(id)) }

/** Reports conditions on fields that are not listed, on answers there are not, and ranges that hold nothing. */
export function checkCondition(when: Condition, fields: FieldKinds, at: string, report: Report): void {
  if ('all' in when || 'any' in when) {
    const [name, list] = 'all' in when ? (['all', when.all] as const) : (['any', when.any] as const)
    for (const [i, part] of list.entries()) checkCondition(part, fields, `${at}/${name}/${i}`, report)
    return
  }
  if ('not' in when) {
    checkCondition(when.not, fields, `${at}/not`, report)
    return
  }
  if ('score' in when) {
    checkRange(when.score, `${at}/score`, report)
    return
  }

  const field = fields.get(when.field)
  if (!field) {
    report(`${at}/field`, `'${when.field}' is not among the fields`)
    return
  }
  if (field.asWords) {
    report(`${at}/field`, `'${when.field}' is of kind '${field.kind}': it stands in no rule`)
    return
  }
  if ('in' in when) {
    if (field.kind === 'number') {
      report(`${at}/in`, `'${when.field}' is a number: use min and max`)
      return
    }
    for (const [i, id] of when.in.entries()) {
      if (field.answers && !field.answers.includes(id)) {
        report(`${at}/in/${i}`, `'${when.field}' has no answer '${id}'`)
      }
    }
    return
  }
  if (field.kind === 'choice') {
    report(at, `'${when.field}' is a choice: use in`)
    return
  }
  if (field.kind !== undefined && field.kind !== 'number' && field.answers === null) {
    report(at, `'${when.field}' is no number: use in`)
    return
  }
  checkRange(when, at, report)
}

function checkRange(range: { min?: number; max?: number }, at: string, report: Report): void {
  if (range.min === undefined && range.max === undefined) report(at, 'needs a min or a max')
  if (range.min !== undefined && range.max !== undefined && range.min > range.max) {
    report(`${at}/min`, 'is above max: nothing lies between')
  }
}

/** True when the condition holds whatever the answers and the score are, by its form alone. */
export function isAlwaysTrue(when: Condition): boolean {
  if ('all' in when) return when.all.every(isAlwaysTrue)
  if ('any' in when) return when.any.some(isAlwaysTrue)
  return 'not' in when && isNeverTrue(when.not)
}

function isNeverTrue(when: Condition): boolean {
  if ('all' in when) return when.all.some(isNeverTrue)
  if ('any' in when) return when.any.every(isNeverTrue)
  return 'not' in when && isAlwaysTrue(when.not)
}
