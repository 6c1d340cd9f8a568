import { checkCalendar } from '../calendar/check-calendar.ts'
import { type Field, fieldOf, isOwnId } from '../lead/catalog.ts'
import { ROUTES } from '../lead/route.ts'
import { checkCondition, type FieldKinds, isAlwaysTrue } from './check-condition.ts'
import { fieldIn } from './own-fields.ts'
import type { Policy, PolicyField } from './policy.ts'
import type { PolicyProblem } from './policy-error.ts'
import { checkRequires } from './required-consents.ts'
import { checkSlas } from './sla.ts'
import { decidingFields } from './supplement.ts'

/** Where a field's kind and choices come from. */
export type Catalog = (id: string) => Field | undefined

/** Open fields are carried as bits of a 32-bit whole number. */
const MAX_FIELDS = 30

/**
 * What is wrong with a policy beyond its schema; empty when it can be compiled. Stored policies are compiled, too: what is to be
 * refused from now on belongs to check-handed-in.ts. `others`: what fields there are beside the policy's own.
 */
export function checkPolicy(policy: Policy, others: Catalog = fieldOf): PolicyProblem[] {
  const catalog: Catalog = (id) => (isOwnId(id) ? fieldIn(policy, id) : others(id))
  const problems: PolicyProblem[] = []
  const report = (pointer: string, detail: string) => {
    problems.push({ pointer, detail })
  }

  reportTwice(policy.dimensions, (d) => d.id, '/dimensions', 'id', report)
  reportTwice(policy.fields, (f) => f.field, '/fields', 'field', report)
  reportTwice(policy.dispositions, (d) => d.id, '/dispositions', 'id', report)
  reportTwice(policy.dispositions, (d) => d.key.toLowerCase(), '/dispositions', 'key', report)
  if (decidingFields(policy).length > MAX_FIELDS)
    report('/fields', `has more than ${MAX_FIELDS} fields with points or in rules`)

  const dimensions = new Set<string>(policy.dimensions.map((d) => d.id))
  for (const [i, field] of policy.fields.entries()) {
    if (field.dimension !== null && !dimensions.has(field.dimension)) {
      report(
        `/fields/${i}/dimension`,
        `dimension '${field.dimension}' is missing from the policy's dimensions`,
      )
    }
    checkAnswers(field, catalog(field.field), `/fields/${i}`, report)
  }

  for (const [i, disposition] of policy.dispositions.entries()) {
    checkRequired(disposition.requires ?? [], catalog, `/dispositions/${i}/requires`, report)
  }

  for (const [day, [from, to]] of Object.entries(policy.contact?.hours ?? {})) {
    if (from >= to) report(`/contact/hours/${day}`, 'ends before it begins: a day without calls is left out')
  }

  const kinds: FieldKinds = new Map(
    policy.fields.map((f) => {
      const kind = catalog(f.field)?.kind
      const answers = f.answers.map((a) => a.id)
      return [f.field, { kind, answers, ...(isAskable(kind) ? { asWords: true } : {}) }]
    }),
  )
  for (const [i, rule] of policy.rules.entries()) {
    checkCondition(rule.when, kinds, `/rules/${i}/when`, report)
  }
  const last = policy.rules.length - 1
  const lastRule = policy.rules[last]
  if (!lastRule || !isAlwaysTrue(lastRule.when)) {
    report(`/rules/${Math.max(last, 0)}/when`, 'the last rule must hold for every lead: {"all": []}')
  }
  for (const route of ROUTES) {
    if (!policy.routes[route]) report(`/routes/${route}`, 'the settings of this route are missing')
  }
  problems.push(...checkRequires(policy), ...checkSlas(policy))
  if (policy.calendar)
    for (const { path, message } of checkCalendar(policy.calendar))
      report(`/calendar/${path.join('/')}`, message)
  return problems
}

type Report = (pointer: string, detail: string) => void

/** Kinds that are asked for their words alone. */
const isAskable = (kind: Field['kind'] | undefined): boolean =>
  kind === 'text' || kind === 'date' || kind === 'choices'

/** Only what somebody can fill in may be asked for. */
function checkRequired(fields: readonly string[], catalog: Catalog, at: string, report: Report): void {
  for (const [i, field] of fields.entries()) {
    const entry = catalog(field)
    if (!entry) report(`${at}/${i}`, `there is no field '${field}'`)
    else if (entry.derived) report(`${at}/${i}`, `'${field}' is computed: nobody fills it in`)
  }
}

function checkAnswers(field: PolicyField, entry: Field | undefined, at: string, report: Report): void {
  if (!entry) {
    report(`${at}/field`, `there is no field '${field.field}'`)
    return
  }
  if (entry.kind !== 'choice' && entry.kind !== 'number') {
    checkUncounted(field, entry, at, report)
    return
  }
  if (field.answers.length === 0) {
    report(`${at}/answers`, 'there are none')
    return
  }
  reportTwice(field.answers, (a) => a.id, `${at}/answers`, 'id', report)
  if (field.answers.some((a) => a.probability !== undefined)) {
    const sum = field.answers.reduce((total, a) => total + (a.probability ?? 0), 0)
    if (sum <= 0) report(`${at}/answers`, 'the probabilities add up to nothing')
  }
  if (entry.kind === 'number') {
    checkBins(field, `${at}/answers`, report)
    return
  }
  const choices = new Set(entry.choices?.map((c) => c.id))
  for (const [i, answer] of field.answers.entries()) {
    if (!choices.delete(answer.id) && !entry.choices?.some((c) => c.id === answer.id)) {
      report(`${at}/answers/${i}/id`, `'${field.field}' has no choice '${answer.id}'`)
    }
    if (answer.upTo !== undefined) report(`${at}/answers/${i}/upTo`, 'only answers of a number field have it')
  }
  if (choices.size > 0) report(`${at}/answers`, `choices without an answer: ${[...choices].join(', ')}`)
}

/** Texts, dates and several choices may be asked, and told to whoever receives the lead; they count for nothing. */
function checkUncounted(field: PolicyField, entry: Field, at: string, report: Report): void {
  if (!isAskable(entry.kind)) {
    report(`${at}/field`, `'${field.field}' has neither choices nor numbers: it cannot be scored`)
    return
  }
  const what = `'${field.field}' is of kind '${entry.kind}'`
  if (field.dimension !== null) report(`${at}/dimension`, `${what}: it carries no points`)
  if (field.answers.length > 0) report(`${at}/answers`, `${what}: it has no answers with points`)
}

function checkBins(field: PolicyField, at: string, report: Report): void {
  const last = field.answers.length - 1
  let previous = Number.NEGATIVE_INFINITY
  for (const [i, answer] of field.answers.entries()) {
    if (i === last) {
      if (answer.upTo !== undefined)
        report(`${at}/${i}/upTo`, 'the last bin takes all numbers above the others')
      return
    }
    if (answer.upTo === undefined) report(`${at}/${i}/upTo`, 'is missing: only the last bin has no end')
    else if (answer.upTo <= previous) report(`${at}/${i}/upTo`, 'bins must ascend')
    previous = answer.upTo ?? previous
  }
}

function reportTwice<T>(
  list: readonly T[],
  keyOf: (item: T) => string,
  at: string,
  name: string,
  report: Report,
) {
  const seen = new Set<string>()
  for (const [i, item] of list.entries()) {
    const key = keyOf(item)
    if (seen.has(key)) report(`${at}/${i}/${name}`, `'${key}' is listed twice`)
    seen.add(key)
  }
}
