import type { Field } from '../../shared/lead/catalog.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Condition, OwnField, Policy, PolicyField } from '../../shared/policy/policy.ts'
import fc from '../setup/fc.ts'

/** A catalog of the tests' own: five choice fields and two number fields that can be open; and a campaign's own of each. */
const CHOICES: Record<string, string[]> = {
  choice1: ['a', 'b'],
  choice2: ['a', 'b', 'c'],
  choice3: ['a', 'b', 'c'],
  choice4: ['a', 'b', 'c', 'd'],
  choice5: ['a', 'b'],
  'own.choice': ['a', 'b', 'c'],
}
const IDS = [...Object.keys(CHOICES), 'number1', 'number2', 'own.number']

const OWN_FIELDS: OwnField[] = [
  {
    id: 'own.choice',
    label: 'Own choice',
    kind: 'choice',
    choices: CHOICES['own.choice']!.map((id) => ({ id, label: id })),
  },
  { id: 'own.number', label: 'Own number', kind: 'number' },
]

export const testCatalog = (id: string): Field | undefined =>
  CHOICES[id]
    ? {
        id,
        label: id,
        group: 'qualification',
        kind: 'choice',
        choices: CHOICES[id].map((c) => ({ id: c, label: c })),
      }
    : IDS.includes(id)
      ? { id, label: id, group: 'qualification', kind: 'number' }
      : undefined

const share = fc.integer({ min: -4, max: 8 }).map((n) => n / 8)

export const answersOf = (field: string): fc.Arbitrary<PolicyField['answers']> =>
  fc
    .record({
      shares: fc.array(share, { minLength: 4, maxLength: 4 }),
      learned: fc.option(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 4, maxLength: 4 }), {
        freq: 1,
      }),
      ends: fc.uniqueArray(fc.integer({ min: -5, max: 20 }), { minLength: 1, maxLength: 3 }),
    })
    .map(({ shares, learned, ends }) => {
      const ids = CHOICES[field] ?? [...ends.sort((a, b) => a - b).map(String), 'more']
      const some = learned && ids.some((_, i) => learned[i]! > 0)
      return ids.map((id, i) => ({
        id,
        share: shares[i]!,
        ...(!CHOICES[field] && i < ids.length - 1 ? { upTo: ends[i]! } : {}),
        ...(some ? { probability: learned[i]! / 5 } : {}),
      }))
    })

const fieldOf = (field: string): fc.Arbitrary<PolicyField> =>
  fc.record({
    field: fc.constant(field),
    dimension: fc.constantFrom('timing', 'need', null),
    share: fc.constantFrom(0.25, 0.5, 1 / 3, 1),
    question: fc.constantFrom('What?', null),
    answers: answersOf(field),
    halfLifeDays: fc.constantFrom(null, 10, 45),
    staleAfterDays: fc.constant(null),
    reaskDays: fc.constant(14),
  })

/** A range with a min, a max, or both. */
const range = (lowest: number, highest: number) =>
  fc
    .tuple(fc.integer({ min: lowest * 2, max: highest * 2 }), fc.integer({ min: 0, max: 20 }), fc.nat(2))
    .map(([twice, width, kind]) => {
      const min = twice / 2
      return kind === 0 ? { min } : kind === 1 ? { max: min } : { min, max: min + width / 2 }
    })

function conditionOn(fields: readonly string[], depth: number): fc.Arbitrary<Condition> {
  const atom: fc.Arbitrary<Condition>[] = [range(-20, 45).map((score) => ({ score }))]
  for (const field of fields) {
    atom.push(
      CHOICES[field]
        ? fc.subarray(CHOICES[field], { minLength: 1 }).map((list) => ({ field, in: list }))
        : range(-6, 21).map((r) => ({ field, ...r })),
    )
  }
  if (depth === 0) return fc.oneof(...atom)
  const inner = fc.array(conditionOn(fields, depth - 1), { maxLength: 3 })
  return fc.oneof(
    ...atom,
    inner.map((all) => ({ all })),
    inner.map((all) => ({ all })),
    inner.map((any) => ({ any })),
    conditionOn(fields, depth - 1).map((not) => ({ not })),
  )
}

const ROUTES = ['hot', 'high', 'low', 'partner', 'nurture'] as const

export const randomPolicy: fc.Arbitrary<Policy> = fc
  .subarray(IDS, { minLength: 1, maxLength: 5 })
  .chain((ids) =>
    fc.record({
      fields: fc.tuple(...ids.map(fieldOf)),
      rules: fc.array(fc.record({ route: fc.constantFrom(...ROUTES), when: conditionOn(ids, 2) }), {
        maxLength: 4,
      }),
      weights: fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 25 })),
      last: fc.constantFrom(...ROUTES),
    }),
  )
  .map(({ fields, rules, weights, last }) => ({
    ...DEFAULT_POLICY,
    dimensions: [
      { id: 'timing', label: 'Timing', weight: weights[0] },
      { id: 'need', label: 'Need', weight: weights[1] },
    ],
    fields: [...fields],
    ownFields: OWN_FIELDS,
    rules: [...rules, { route: last, when: { all: [] } }],
  }))

/** Known answers and their ages for half of a policy's fields. */
export const randomAnswers = (policy: Policy) =>
  fc.record(
    Object.fromEntries(
      policy.fields.map((f) => [
        f.field,
        fc.option(
          fc.record({
            value: CHOICES[f.field]
              ? fc.constantFrom(...CHOICES[f.field]!)
              : fc.integer({ min: -14, max: 50 }).map((n) => n / 2),
            age: fc.constantFrom(0, 0, 3, 10, 100, 5000),
          }),
          { freq: 1 },
        ),
      ]),
    ),
  )

export const randomCase = randomPolicy.chain((policy) =>
  fc.record({ policy: fc.constant(policy), answers: randomAnswers(policy) }),
)
