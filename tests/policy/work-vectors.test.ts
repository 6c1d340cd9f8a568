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
  after: number
  decision: Decision
  now: string
  work: Work
}

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'))
const { cases } = read('work-day.json') as { cases: Case[] }
const events = (read('fold-everything.json') as { events: unknown[] }).events.map((e) => leadEvent.parse(e))

describe('golden work: one lead through its day under the default policy', () => {
  test.each(cases)('$name', ({ after, decision, now, work }) => {
    expect(workOf(fold(null, events.slice(0, after)), decision, DEFAULT_POLICY, now)).toEqual(work)
  })
})
