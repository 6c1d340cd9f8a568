import { CATALOG, fieldOf } from '../lead/catalog.ts'
import { targetOf } from '../lead/intake/headers.ts'
import type { OwnField, Policy } from './policy.ts'
import type { PolicyProblem } from './policy-error.ts'

type Report = (pointer: string, detail: string) => void

const folded = (text: string): string => text.trim().toLowerCase()
const taken = new Set(CATALOG.map((f) => folded(f.label)))

/** Own fields and choices of one id or one name, names that every lead's fields have, and kinds without or with choices that should not be. */
export function checkOwnFields({ ownFields = [] }: Policy): PolicyProblem[] {
  const problems: PolicyProblem[] = []
  const report: Report = (pointer, detail) => problems.push({ pointer, detail })
  const [ids, labels] = [new Set<string>(), new Set<string>()]
  for (const [i, field] of ownFields.entries()) {
    const at = `/ownFields/${i}`
    const label = folded(field.label)
    if (ids.has(field.id)) report(`${at}/id`, `'${field.id}' is listed twice`)
    if (labels.has(label)) report(`${at}/label`, `'${field.label}' is the name of two fields`)
    if (taken.has(label) || tellsWho(field.label))
      report(`${at}/label`, `'${field.label}' is what files call something that every lead has`)
    ids.add(field.id)
    labels.add(label)
    checkChoices(field, at, report)
  }
  return problems
}

/** A column of that name would no longer tell who the person is, how to reach them, or when they responded. */
function tellsWho(label: string): boolean {
  const target = targetOf(label)
  return target !== null && fieldOf(target)?.group !== 'qualification'
}

function checkChoices({ kind, choices = [] }: OwnField, at: string, report: Report): void {
  const chooses = kind === 'choice' || kind === 'choices'
  if (chooses && choices.length === 0) report(`${at}/choices`, 'there is nothing to choose from')
  if (!chooses && choices.length > 0)
    report(`${at}/choices`, `a field of kind '${kind}' has none: make it 'choice' or 'choices'`)
  const [ids, labels] = [new Set<string>(), new Set<string>()]
  for (const [i, choice] of choices.entries()) {
    const label = folded(choice.label)
    if (ids.has(choice.id)) report(`${at}/choices/${i}/id`, `'${choice.id}' is listed twice`)
    if (labels.has(label)) report(`${at}/choices/${i}/label`, `'${choice.label}' is the name of two choices`)
    ids.add(choice.id)
    labels.add(label)
  }
}
