import { describe, expect, it } from 'vitest'
import { fold } from '../../shared/events/fold.ts'
import { compile } from '../../shared/policy/compile.ts'
import { decide } from '../../shared/policy/decide.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { scoreOverTime } from '../../shared/policy/score-over-time.ts'
import { at, captured, event } from '../events/events.ts'

const compiled = compile(DEFAULT_POLICY)
const on = (day: string) => at(`2026-11-${day}T10:00:00.000Z`)
const answered = (day: string, field: 'timeline' | 'budget', value: string) =>
  event('field.answered', on(day), { field, value, call: null })

describe('[DK12] the score over time', () => {
  const events = [
    captured(on('03'), { at: '2026-11-03T09:00:00.000Z', fields: { need: 'replace' } }),
    answered('05', 'timeline', 'within3'),
    answered('05', 'budget', 'none'),
    answered('09', 'budget', 'approved'),
  ]

  it('is, on each day, that of the lead folded from what had come by then', () => {
    const lead = fold(null, events)
    const points = scoreOverTime(compiled, lead, '2026-11-20')
    expect(points.map((p) => p.day)).toEqual(['2026-11-03', '2026-11-05', '2026-11-09', '2026-11-20'])
    for (const { day, ...point } of points) {
      const then = fold(
        null,
        events.filter((e) => e.stamp.slice(0, 10) <= day),
      )
      expect(decide(compiled, then, day), day).toMatchObject(point)
    }
  })

  it('shows what stood until it was taken back', () => {
    const slip = events[1]!
    const undo = event('field.withdrawn', on('07'), { field: 'timeline', reason: '', undoes: slip.id })
    const [, slipped, undone] = scoreOverTime(compiled, fold(null, [...events, undo]), '2026-11-07')
    expect(slipped?.low).toBeGreaterThan(undone?.low ?? 0)
  })

  it('of today alone where nothing is known, and of the last sixty days of a long history', () => {
    expect(scoreOverTime(compiled, fold(null, [captured(on('20'))]), '2026-11-20')).toHaveLength(1)
    const days = Array.from({ length: 80 }, (_, i) => new Date(Date.UTC(2026, 0, 1 + i)).toISOString())
    const long = days.map((day, i) =>
      event('field.answered', at(day), { field: 'budget', value: i % 2 ? 'none' : 'approved', call: null }),
    )
    expect(scoreOverTime(compiled, fold(null, long), '2026-11-20')).toHaveLength(60)
  })
})
