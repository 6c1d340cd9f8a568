import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { leadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { Decision } from '../../shared/policy/decision.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Work } from '../../shared/policy/work.ts'
import { workOf } from '../../shared/policy/work-of.ts'

interface Case {
  name: string
  events: unknown[]
  decision: Decision
  now: string
  work: Work
}

const file = new URL('../vectors/work-day.json', import.meta.url)
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }

describe('golden work: one lead through its day under the default policy', () => {
  test.each(cases)('$name', ({ events, decision, now, work }) => {
    const lead = fold(
      null,
      events.map((e) => leadEvent.parse(e)),
    )
    expect(workOf(lead, decision, DEFAULT_POLICY, now)).toEqual(work)
  })
})
