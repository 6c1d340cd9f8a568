import { describe, expect, it } from 'vitest'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { parsePolicy } from '../../shared/policy/parse-policy.ts'
import type { Condition, Policy } from '../../shared/policy/policy.ts'
import { PolicyError } from '../../shared/policy/policy-error.ts'
import { AS_OF, leadOf } from './lead-of.ts'
import { testCatalog } from './random-policy.ts'

function errorsOf(run: () => unknown): readonly { pointer: string; detail: string }[] {
  try {
    run()
  } catch (error) {
    if (error instanceof PolicyError) return error.errors
    throw error
  }
  return []
}

const changed = (change: (policy: Policy) => void): Policy => {
  const policy = structuredClone(DEFAULT_POLICY)
  change(policy)
  return policy
}

const pointersAfter = (change: (policy: Policy) => void) =>
  errorsOf(() => compile(changed(change))).map((e) => e.pointer)

const field = (policy: Policy, id: string) => policy.fields.find((f) => f.field === id)!

describe('[SC1] what a policy must be beyond its schema', () => {
  it('[SC1] the default policy is one', () => {
    expect(parsePolicy(JSON.parse(JSON.stringify(DEFAULT_POLICY)))).toEqual(DEFAULT_POLICY)
    expect(errorsOf(() => compile(DEFAULT_POLICY))).toEqual([])
  })

  it.each<[string, (p: Policy) => void, string]>([
    ['a field listed twice', (p) => p.fields.push(structuredClone(p.fields[0]!)), '/fields/8/field'],
    ['an unknown field', (p) => (p.fields[1]!.field = 'shoeSize'), '/fields/1/field'],
    ['a phone number', (p) => (p.fields[1]!.field = 'phone'), '/fields/1/field'],
    ['an unknown answer', (p) => (p.fields[0]!.answers[0]!.id = 'soon'), '/fields/0/answers/0/id'],
    ['a choice without an answer', (p) => p.fields[0]!.answers.pop(), '/fields/0/answers'],
    ['an answer twice', (p) => p.fields[0]!.answers.push(p.fields[0]!.answers[0]!), '/fields/0/answers/5/id'],
    [
      'an outcome that asks for no field',
      (p) => (p.dispositions[0]!.requires = ['shoeSize']),
      '/dispositions/0/requires/0',
    ],
    [
      'an outcome that asks for what is computed',
      (p) => (p.dispositions[1]!.requires = ['budget', 'responses']),
      '/dispositions/1/requires/1',
    ],
    [
      'hours that end before they begin',
      (p) => (p.contact = { hours: { 1: [1020, 540] }, attempts: [], onHolidays: true }),
      '/contact/hours/1',
    ],
    [
      '[ES1] levels that do not come one after the other',
      (p) => (p.routes.hot.slas = { accept: { minutes: 30, nudge: 1, escalate: 1 } }),
      '/routes/hot/slas/accept/escalate',
    ],
    [
      '[WK17] a consent that nobody would wait for',
      (p) => (p.routes.high.requires = ['phone']),
      '/routes/high/requires',
    ],
    [
      '[ES1] a step that nobody of the channel could take',
      (p) => (p.routes.low.slas = { act: { minutes: 30 } }),
      '/routes/low/slas/act',
    ],
    [
      '[ES1] taking away what was begun',
      (p) => (p.routes.hot.slas = { outcome: { minutes: 30, reassign: 1 } }),
      '/routes/hot/slas/outcome/reassign',
    ],
    [
      '[CL4] a calendar of an unknown zone',
      (p) => (p.calendar = { zone: 'Mars/Base', week: { '1': [[540, 1020]] }, holidays: null, absences: [] }),
      '/calendar/zone',
    ],
    ['a missing dimension', (p) => p.dimensions.shift(), '/fields/0/dimension'],
    ['a dimension twice', (p) => p.dimensions.push(p.dimensions[0]!), '/dimensions/6/id'],
    [
      'bins that do not ascend',
      (p) => (field(p, 'responses').answers[1]!.upTo = 0),
      '/fields/7/answers/1/upTo',
    ],
    [
      'a last bin with an end',
      (p) => (field(p, 'responses').answers[5]!.upTo = 9),
      '/fields/7/answers/5/upTo',
    ],
    [
      'a bin without an end',
      (p) => delete field(p, 'responses').answers[2]!.upTo,
      '/fields/7/answers/2/upTo',
    ],
    [
      'probabilities that add up to nothing',
      (p) => (field(p, 'need').answers[0]!.probability = 0),
      '/fields/1/answers',
    ],
    ['a last rule that may not hold', (p) => p.rules.pop(), '/rules/3/when'],
    ['a route without settings', (p) => Reflect.deleteProperty(p.routes, 'hot'), '/routes/hot'],
    [
      'a disposition twice',
      (p) => p.dispositions.push({ ...p.dispositions[0]!, key: 'z' }),
      '/dispositions/8/id',
    ],
    ['a key twice', (p) => (p.dispositions[1]!.key = 'N'), '/dispositions/1/key'],
  ])('[SC1] %s is refused', (_, change, pointer) => {
    expect(pointersAfter(change)).toContain(pointer)
  })

  it.each<[string, Condition, string]>([
    ['a field the policy does not list', { field: 'industry', in: ['retail'] }, '/rules/0/when/field'],
    ['an answer there is not', { field: 'timeline', in: ['within3', 'soon'] }, '/rules/0/when/in/1'],
    ['a range on a choice', { field: 'timeline', min: 3 }, '/rules/0/when'],
    ['choices of a number', { field: 'responses', in: ['1'] }, '/rules/0/when/in'],
    ['a range without an end', { score: {} }, '/rules/0/when/score'],
    [
      'a range that holds nothing',
      { all: [{ not: { score: { min: 9, max: 8 } } }] },
      '/rules/0/when/all/0/not/score/min',
    ],
  ])('[SC1] a rule on %s is refused', (_, when, pointer) => {
    expect(pointersAfter((p) => p.rules.unshift({ route: 'low', when }))).toEqual([pointer])
  })

  it('[PO7] a policy is handed in with an outcome for a call that took place, and one for do not call', () => {
    const only = (...ids: string[]) =>
      changed((p) => (p.dispositions = p.dispositions.filter((d) => ids.includes(d.id))))
    expect(parsePolicy(only('spoke', 'doNotCall')).dispositions).toHaveLength(2)
    const details = errorsOf(() => parsePolicy(only('noAnswer', 'doNotCall', 'notInterested')))
    expect(details).toEqual([
      { pointer: '/dispositions', detail: expect.stringMatching(/right person was spoken to/) },
    ])
    expect(errorsOf(() => parsePolicy(only('spoke')))).toHaveLength(1)
  })

  const fleet = { id: 'own.fleet', label: 'Fleet', kind: 'choice' as const }
  const sizes = [
    { id: 'big', label: 'Big' },
    { id: 'big', label: 'Small' },
  ]
  const script = { opening: '', closing: '', objections: [] }
  it.each<[string, (p: Policy) => void, string]>([
    ['without an outcome it needs', (p) => p.dispositions.splice(1), '/dispositions'],
    ["with an outcome on an answer's key", (p) => (p.dispositions[1]!.key = '1'), '/dispositions/1/key'],
    ['with one on the key that dials', (p) => (p.dispositions[1]!.key = 'D'), '/dispositions/1/key'],
    [
      'with a script that names what there is not',
      (p) => (p.script = { ...script, opening: '{{ compny }}' }),
      '/script/opening',
    ],
    [
      'with an own field twice',
      (p) => (p.ownFields = [{ ...fleet, choices: sizes.slice(1) }, fleet]),
      '/ownFields/1/id',
    ],
    [
      'with a choice twice',
      (p) => (p.ownFields = [{ ...fleet, choices: sizes }]),
      '/ownFields/0/choices/1/id',
    ],
    [
      "with an own field of a name of every lead's",
      (p) => (p.ownFields = [{ id: 'own.it', label: 'Mobile phone', kind: 'text' }]),
      '/ownFields/0/label',
    ],
    ['with nothing to choose from', (p) => (p.ownFields = [fleet]), '/ownFields/0/choices'],
  ])('[PO7] a policy %s is refused when it is handed in; in force, it goes on', (_, change, pointer) => {
    expect(errorsOf(() => parsePolicy(changed(change))).map((e) => e.pointer)).toContain(pointer)
    const lead = leadOf({ answers: { timeline: 'within3' } })
    expect(decide(compile(changed(change)), lead, AS_OF)).toEqual(
      decide(compile(DEFAULT_POLICY), lead, AS_OF),
    )
  })

  it('[SC1] all that is wrong is said at once, schema first', () => {
    const pointers = pointersAfter((p) => {
      p.fields[0]!.answers[0]!.id = 'soon'
      p.rules.pop()
    })
    expect(pointers).toEqual(
      expect.arrayContaining(['/fields/0/answers/0/id', '/fields/0/answers', '/rules/1/when/all/0/in/0']),
    )
    const errors = errorsOf(() => parsePolicy({ ...DEFAULT_POLICY, version: 0, name: '' }))
    expect(errors.map((e) => e.pointer)).toEqual(['/version', '/name'])
    expect(errorsOf(() => parsePolicy('no policy')).map((e) => e.pointer)).toEqual([''])
    expect(errorsOf(() => parsePolicy(changed((p) => p.rules.pop()))).map((e) => e.pointer)).toEqual([
      '/rules/3/when',
    ])
  })
})

it('[RT4] rules that tell too many combinations apart are refused, not tried', () => {
  const ids = Array.from({ length: 16 }, (_, i) => `number${i}`)
  const catalog = (id: string) => (ids.includes(id) ? { ...testCatalog('number1')!, id } : undefined)
  const policy: Policy = {
    ...DEFAULT_POLICY,
    fields: ids.map((id) => ({
      ...field(DEFAULT_POLICY, 'responses'),
      field: id,
      answers: [
        { id: 'few', upTo: 1, share: 0 },
        { id: 'many', share: 1 },
      ],
    })),
    rules: [
      ...ids.map((id, i) => ({
        route: 'hot' as const,
        when: { all: [{ field: id, min: 2 }, { score: { min: i } }] },
      })),
      { route: 'low', when: { all: [] } },
    ],
  }
  expect(errorsOf(() => compile(policy, catalog)).map((e) => e.pointer)).toEqual(['/rules'])

  const either: Policy = {
    ...policy,
    rules: [
      {
        route: 'hot',
        when: { all: [{ any: ids.map((id) => ({ field: id, min: 2 })) }, { score: { min: 30 } }] },
      },
      { route: 'low', when: { all: [] } },
    ],
  }
  expect(errorsOf(() => compile(either, catalog))).toEqual([])
})
