import { describe, expect, test } from 'vitest'
import type { FieldId } from '../../shared/lead/catalog.ts'
import { type DateOrder, instantOf } from '../../shared/lead/intake/dates.ts'
import { targetOf } from '../../shared/lead/intake/headers.ts'
import { type IntakeContext, normalise } from '../../shared/lead/intake/normalise.ts'
import dates from '../vectors/intake-dates.json' with { type: 'json' }
import headers from '../vectors/intake-headers.json' with { type: 'json' }
import values from '../vectors/intake-values.json' with { type: 'json' }

interface Expected {
  value?: string
  note?: string
  problem?: string
}

/** Notes and problems are compared by what they must contain; a value without a note must come without one. */
function check(outcome: object, { value, note, problem }: Expected): void {
  if (problem !== undefined) expect(outcome).toEqual({ problem: expect.stringContaining(problem) })
  else if (note !== undefined) expect(outcome).toEqual({ value, note: expect.stringContaining(note) })
  else expect(outcome).toEqual({ value })
}

describe('[IN1] a header means', () => {
  test.each(headers)('$header -> $target', ({ header, target }) => expect(targetOf(header)).toBe(target))
})

describe('[IN5] [IN9] a value becomes', () => {
  test.each(values as (Expected & { field: FieldId; raw: string; ctx?: IntakeContext })[])(
    '$field $raw',
    ({ field, raw, ctx, ...expected }) => check(normalise(field, raw, ctx), expected),
  )
})

describe('[IN8] a written date becomes', () => {
  test.each(dates as (Expected & { raw: string; order: DateOrder })[])(
    '$raw ($order)',
    ({ raw, order, ...expected }) => check(instantOf(raw, order), expected),
  )
})
