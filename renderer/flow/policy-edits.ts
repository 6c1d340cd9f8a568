import type { Field } from '../../shared/lead/catalog.ts'
import { isDeskKey } from '../../shared/policy/desk-keys.ts'
import { fieldIn } from '../../shared/policy/own-fields.ts'
import type { Disposition, OwnField, Policy, PolicyField } from '../../shared/policy/policy.ts'

/** Steps of editing that have to keep something together. Each gives a new policy. */

const MAX_ID = 40

/** 'Floors in the building' -> 'floors-in-the-building', with a number where that is taken. @param most characters */
export function idFrom(label: string, taken: readonly string[], most = MAX_ID): string {
  const plain = label
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-+|-+$/gu, '')
  const id = plain.slice(0, most).replace(/-+$/u, '') || 'x'
  for (let n = 1; ; n++) {
    const tail = n === 1 ? '' : `-${n}`
    const found = `${id.slice(0, most - tail.length)}${tail}`
    if (!taken.includes(found)) return found
  }
}

/** Id of a new own field; it never changes afterwards. */
export const ownIdFrom = (label: string, policy: Policy): string =>
  `own.${idFrom(
    label,
    (policy.ownFields ?? []).map((f) => f.id.slice('own.'.length)),
  )}`

/** A field as it begins to count: nothing is worth anything yet. */
export const newField = (entry: Field): PolicyField => ({
  field: entry.id,
  dimension: entry.dimension ?? null,
  share: entry.dimension ? 0.5 : 0,
  question: null,
  answers:
    entry.kind === 'number'
      ? [
          { id: '0', upTo: 0, share: 0 },
          { id: '1', share: 1 },
        ]
      : (entry.choices ?? []).map((c) => ({ id: c.id, share: 0 })),
  halfLifeDays: null,
  staleAfterDays: null,
  reaskDays: 14,
})

/** One more bin of numbers before the last, which takes all above. */
export function withBin(field: PolicyField): PolicyField {
  const { answers } = field
  const last = answers.length - 1
  const before = answers[last - 1]?.upTo
  const id = idFrom(
    'bin',
    answers.map((a) => a.id),
  )
  const bin = { id, upTo: before === undefined ? 0 : before + 1, share: answers[last]?.share ?? 0 }
  return { ...field, answers: answers.toSpliced(Math.max(0, last), 0, bin) }
}

/** A bin goes; where it was the last, the one before it takes all above. */
export function withoutBin(field: PolicyField, at: number): PolicyField {
  const answers = field.answers.toSpliced(at, 1)
  const last = answers.length - 1
  return {
    ...field,
    answers: answers.map((a, i) => {
      if (i !== last) return a
      const { upTo: _, ...open } = a
      return open
    }),
  }
}

/** Own fields as they are now. What counts keeps an answer for each choice; a field that is gone no longer counts. */
export function withOwnFields(policy: Policy, ownFields: OwnField[]): Policy {
  const { ownFields: _, ...rest } = policy
  const next: Policy = ownFields.length === 0 ? rest : { ...rest, ownFields }
  const fields = policy.fields.flatMap((field) => {
    if (!field.field.startsWith('own.')) return [field]
    const entry = fieldIn(next, field.field)
    if (!entry) return []
    if (entry.kind !== 'choice') return [field]
    const answers = (entry.choices ?? []).map(
      ({ id }) => field.answers.find((a) => a.id === id) ?? { id, share: 0 },
    )
    return [{ ...field, answers }]
  })
  return { ...next, fields }
}

/** A letter that neither the desk nor another outcome has, those of the label first; '' where none is left. */
export function freeKey(label: string, taken: readonly string[]): string {
  const letters = [...label.toLowerCase().replace(/[^a-z]/gu, ''), ...'abcdefghijklmnopqrstuvwxyz']
  return letters.find((key) => !isDeskKey(key) && !taken.includes(key)) ?? ''
}

export function newDisposition(label: string, dispositions: readonly Disposition[]): Disposition {
  return {
    id: idFrom(
      label,
      dispositions.map((d) => d.id),
    ),
    label,
    key: freeKey(
      label,
      dispositions.map((d) => d.key.toLowerCase()),
    ),
    flags: { humanAnswered: true, rightParty: true, unworkable: false, doNotCall: false, completed: false },
    recycleMinutes: 1440,
  }
}

/** The policy without what is left out. */
export function without<
  K extends 'calendar' | 'contact' | 'validity' | 'script' | 'wrapUpSeconds' | 'consentTexts',
>(policy: Policy, key: K): Policy {
  const { [key]: _, ...rest } = policy
  return rest as unknown as Policy
}
