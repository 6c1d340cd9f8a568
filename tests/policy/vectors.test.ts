import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nextQuestions } from '../../shared/policy/ask.ts'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import type { AnswerOutcome, Decision } from '../../shared/policy/decision.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { knownValue } from '../../shared/policy/facts.ts'
import { parsePolicy } from '../../shared/policy/parse-policy.ts'
import { enumerate } from './brute-force.ts'
import { type LeadFacts, leadOf } from './lead-of.ts'

interface Vector {
  name: string
  asOf: string
  lead: LeadFacts
  expect: Decision
  questions?: { field: string; gain: number; outcomes: Omit<AnswerOutcome, 'label'>[] }[]
}

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'))

const policy = parsePolicy(read('policy-default.json'))
const compiled = compile(policy)
const { cases } = read('policy-decisions.json') as { cases: Vector[] }

it('[SC1] the policy of the vectors is the default policy', () => {
  expect(policy).toEqual(DEFAULT_POLICY)
  expect(cases.length).toBeGreaterThanOrEqual(25)
})

describe('[RT3] golden decisions of the default policy', () => {
  it.each(cases)('$name', (c) => {
    const lead = leadOf(c.lead, c.asOf)
    expect(decide(compiled, lead, c.asOf)).toEqual(c.expect)
    if (!c.questions) return
    const questions = nextQuestions(compiled, lead, c.asOf)
    expect(
      questions.map((q) => ({
        ...q,
        question: undefined,
        outcomes: q.outcomes.map(({ label: _, ...o }) => o),
      })),
    ).toEqual(c.questions)
  })

  it.each(cases)('$name: as enumeration has it', (c) => {
    const lead = leadOf(c.lead, c.asOf)
    const known: Record<string, string | number> = {}
    const ages: Record<string, number> = {}
    for (const field of policy.fields) {
      const value = knownValue(lead, policy, field.field as Parameters<typeof knownValue>[2])
      const age = value?.day ? (Date.parse(c.asOf) - Date.parse(value.day)) / 86_400_000 : 0
      const stale = !value?.derived && age > (field.staleAfterDays ?? Number.POSITIVE_INFINITY)
      if (!value || stale || value.value === 'someday') continue
      known[field.field] = value.value
      ages[field.field] = Math.max(0, age)
    }
    const truth = enumerate(policy, known, ages)
    expect([c.expect.low, c.expect.high]).toEqual([truth.low, truth.high])
    expect(Math.abs(c.expect.expected - truth.expected)).toBeLessThanOrEqual(0.05 + 1e-9)
    expect(new Set(c.expect.possible)).toEqual(truth.routes)
  })
})
