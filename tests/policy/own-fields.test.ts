import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import type { FieldValue } from '../../shared/lead/catalog.ts'
import { ALL_KINDS, checkCondition } from '../../shared/policy/check-condition.ts'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import type { Decision } from '../../shared/policy/decision.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { explain } from '../../shared/policy/explain.ts'
import { holds } from '../../shared/policy/holds.ts'
import { fieldIn, fieldLabel, ownFieldsOf, valueLabelIn } from '../../shared/policy/own-fields.ts'
import { parsePolicy } from '../../shared/policy/parse-policy.ts'
import type { Condition, Policy } from '../../shared/policy/policy.ts'
import { PolicyError } from '../../shared/policy/policy-error.ts'
import { AS_OF, type LeadFacts, leadOf } from './lead-of.ts'

interface Vector {
  policy: Partial<Policy>
  cases: { name: string; asOf: string; lead: LeadFacts; expect: Decision; asked: string[]; also: string[] }[]
}
const vector: Vector = JSON.parse(
  readFileSync(new URL('../vectors/policy-own-fields.json', import.meta.url), 'utf8'),
)
/** Fit 30: leased is hot with more than ten vehicles, else high. */
const policy: Policy = { ...DEFAULT_POLICY, ...vector.policy }
const choices = (...ids: string[]) => ids.map((id) => ({ id, label: `The ${id} one` }))

const told = (answers: Record<string, FieldValue | { value: FieldValue; day: string }>) => leadOf({ answers })

describe('[SC10] fields of a campaign alone', () => {
  const compiled = compile(parsePolicy(policy))

  it.each(vector.cases)('[SC10] [SC11] golden: $name', ({ asOf, lead, expect: decision, asked, also }) => {
    const explained = explain(compiled, leadOf(lead, asOf), asOf)
    expect(explained.decision).toEqual(decision)
    expect(explained.ask.map((q) => q.field).sort()).toEqual(asked)
    expect(explained.also.map((q) => q.field)).toEqual(also)
  })

  it('[SC10] bring points, stand in rules, and are asked as the catalog’s are', () => {
    const nothing = explain(compiled, told({}), AS_OF)
    expect(nothing.decision).toMatchObject({ low: 0, high: 30, state: 'needsInformation' })
    expect(nothing.ask.map((q) => q.field).sort()).toEqual(['own.fleet', 'own.vehicles'])
    const fleet = nothing.ask.find((q) => q.field === 'own.fleet')!
    expect(fleet.outcomes.map((o) => [o.label, o.possible])).toEqual([
      ['The own one', ['nurture']],
      ['The leased one', ['hot', 'high']],
    ])
    const hot = explain(compiled, told({ 'own.fleet': 'leased', 'own.vehicles': 10.5 }), AS_OF)
    expect(hot.decision).toMatchObject({ route: 'high', state: 'decided', low: 30 })
    expect(hot.because).toBe('Fleet is the leased one')
    expect(decide(compiled, told({ 'own.fleet': 'leased', 'own.vehicles': 11 }), AS_OF).route).toBe('hot')
  })

  it('[SC11] what decides nothing is not among what is open', () => {
    expect(explain(compiled, told({}), AS_OF).open).toEqual(['own.fleet', 'own.vehicles'])
  })

  it('[SC10] outside of rules conditions read them as well', () => {
    const lead = told({ 'own.fleet': 'leased', 'own.supplier': 'ACME Ltd', 'own.interests': 'plan;bill' })
    const ground = { lead, policy, asOf: AS_OF, score: 0 }
    expect(holds({ field: 'own.fleet', in: ['leased'] }, ground)).toBe(true)
    expect(holds({ field: 'own.supplier', in: ['acme ltd'] }, ground)).toBe(true)
    expect(holds({ field: 'own.interests', in: ['track', 'bill'] }, ground)).toBe(true)
    expect(holds({ field: 'own.interests', in: ['track'] }, ground)).toBe(false)
    expect(holds({ field: 'own.fleet', in: ['leased'] }, { ...ground, policy: DEFAULT_POLICY })).toBe(false)
  })

  it('[SC12] are told by their labels, and by id where the policy no longer has them', () => {
    expect(fieldLabel(policy, 'own.fleet')).toBe('Fleet')
    expect(fieldLabel(DEFAULT_POLICY, 'own.fleet')).toBe('own.fleet')
    expect(fieldLabel(policy, 'budget')).toBe('Budget')
    expect(valueLabelIn(policy, 'own.interests', 'plan;gone')).toBe('The plan one, gone')
    expect(valueLabelIn(DEFAULT_POLICY, 'own.interests', 'plan;bill')).toBe('plan;bill')
    expect(fieldIn(policy, 'own.constructor')).toBeUndefined()
    expect(fieldIn(policy, '__proto__')).toBeUndefined()
  })

  it('[PO7] of an id twice in a policy that was published earlier the first counts', () => {
    const [supplier] = policy.ownFields!
    const twice = { ...supplier!, label: 'Another' }
    const interests = { ...policy.ownFields![4]!, choices: [...choices('plan'), ...choices('plan')] }
    const earlier = { ownFields: [supplier!, interests, twice] }
    expect(ownFieldsOf(earlier).map((f) => [f.label, f.choices?.length])).toEqual([
      [supplier!.label, undefined],
      [interests.label, 1],
    ])
    expect(fieldIn(earlier, interests.id)!.choices).toHaveLength(1)
  })

  it('[SC10] a condition outside of a policy may ask what any campaign has of its own', () => {
    const errors: string[] = []
    const check = (when: Condition) =>
      checkCondition(when, ALL_KINDS, '/when', (pointer) => errors.push(pointer))
    check({
      all: [
        { field: 'own.fleet', in: ['leased'] },
        { field: 'own.vehicles', min: 3 },
      ],
    })
    expect(errors).toEqual([])
    check({
      all: [
        { field: 'own.Fleet', in: ['leased'] },
        { field: 'own.vehicles', min: 3, max: 2 },
      ],
    })
    expect(errors).toEqual(['/when/all/0/field', '/when/all/1/min'])
  })

  test.each<[string, (p: Policy) => void, string]>([
    ['an id twice', (p) => p.ownFields!.push({ ...p.ownFields![0]!, label: 'Another' }), '/ownFields/5/id'],
    ['a name twice', (p) => (p.ownFields![1]!.label = 'supplier NOW'), '/ownFields/1/label'],
    [
      'a name of the catalog’s in files',
      (p) => (p.ownFields![1]!.label = 'Handynummer'),
      '/ownFields/1/label',
    ],
    ['a name of the catalog', (p) => (p.ownFields![1]!.label = 'company'), '/ownFields/1/label'],
    [
      'nothing to choose from',
      (p) => Reflect.deleteProperty(p.ownFields![3]!, 'choices'),
      '/ownFields/3/choices',
    ],
    ['choices of a text', (p) => (p.ownFields![0]!.choices = choices('a')), '/ownFields/0/choices'],
    [
      'a choice twice',
      (p) => p.ownFields![4]!.choices!.push({ id: 'plan', label: 'P' }),
      '/ownFields/4/choices/3/id',
    ],
    [
      'a choice’s name twice',
      (p) => p.ownFields![4]!.choices!.push({ id: 'x', label: 'the PLAN one' }),
      '/ownFields/4/choices/3/label',
    ],
    ['a question on a field there is not', (p) => (p.fields[0]!.field = 'own.nothing'), '/fields/0/field'],
    ['points for a text', (p) => (p.fields[0]!.dimension = 'fit'), '/fields/0/dimension'],
    [
      'answers of several choices',
      (p) => (p.fields[4]!.answers = [{ id: 'plan', share: 1 }]),
      '/fields/4/answers',
    ],
    ['a choice without an answer', (p) => p.fields[1]!.answers.pop(), '/fields/1/answers'],
    [
      'an answer that is no choice',
      (p) => (p.fields[1]!.answers[0]!.id = 'rented'),
      '/fields/1/answers/0/id',
    ],
    ['a number without answers', (p) => (p.fields[2]!.answers = []), '/fields/2/answers'],
    [
      'a rule on a text',
      (p) => (p.rules[1]!.when = { field: 'own.supplier', in: ['x'] }),
      '/rules/1/when/field',
    ],
    [
      'a rule on a date',
      (p) => (p.rules[1]!.when = { field: 'own.contract-end', min: 1 }),
      '/rules/1/when/field',
    ],
    [
      'a rule on several choices',
      (p) => (p.rules[1]!.when = { field: 'own.interests', in: ['plan'] }),
      '/rules/1/when/field',
    ],
  ])('[SC1] %s is refused, with the place', (_, change, pointer) => {
    const changed = structuredClone(policy)
    change(changed)
    let pointers: string[] = []
    try {
      parsePolicy(changed)
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error
      pointers = error.errors.map((e) => e.pointer)
    }
    expect(pointers).toContain(pointer)
  })

  it('[SC1] an outcome may ask for one', () => {
    const [first, ...others] = policy.dispositions
    const requires = (id: string) => ({ ...policy, dispositions: [{ ...first!, requires: [id] }, ...others] })
    expect(() => parsePolicy(requires('own.supplier'))).not.toThrow()
    expect(() => parsePolicy(requires('own.gone'))).toThrow('/dispositions/0/requires/0')
  })
})
