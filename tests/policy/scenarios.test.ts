import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { combine } from '../../shared/events/combine.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import { compile } from '../../shared/policy/compile.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { explain } from '../../shared/policy/explain.ts'
import { type LeadFacts, leadOf } from './lead-of.ts'

interface Expected {
  route: string
  state: string
  low: number
  high: number
  expected: number
  asked: string | null
  because: string
}

interface Scenario {
  name: string
  asOf: string
  lead: LeadFacts
  merged?: LeadFacts
  later?: string
  expect: { now: Expected; alone?: Expected; later?: Expected }
}

const { cases } = JSON.parse(readFileSync(new URL('../vectors/scenarios.json', import.meta.url), 'utf8')) as {
  cases: Scenario[]
}
const compiled = compile(DEFAULT_POLICY)

function said(lead: Lead, asOf: string): Expected {
  const { decision, ask, because } = explain(compiled, lead, asOf)
  const { route, state, low, high, expected } = decision
  return { route, state, low, high, expected, asked: ask[0]?.field ?? null, because }
}

/** The same person's other record: another lead, with facts of its own. */
function otherRecord(facts: LeadFacts, asOf: string): Lead {
  const lead = leadOf(facts, asOf)
  return {
    ...lead,
    id: '019a0000-0000-7000-8000-000000000002',
    responses: lead.responses.map((r, i) => ({ ...r, event: `other-${i}` })),
  }
}

describe('[RT10] twelve leads that no public data set labels', () => {
  it('are twelve, and lead to all six routes', () => {
    expect(cases).toHaveLength(12)
    const routes = new Set(cases.map((c) => c.expect.now.route))
    expect([...routes].sort()).toEqual(['high', 'hot', 'low', 'needInfo', 'nurture', 'partner'])
  })

  it.each(cases)('$name', (c) => {
    const lead = leadOf(c.lead, c.asOf)
    const shown = c.merged ? combine([lead, otherRecord(c.merged, c.asOf)]) : lead
    expect({
      now: said(shown, c.asOf),
      ...(c.merged ? { alone: said(lead, c.asOf) } : {}),
      ...(c.later ? { later: said(shown, c.later) } : {}),
    }).toEqual(c.expect)
  })
})
