import { describe, expect, test } from 'vitest'
import { fold } from '../../shared/events/fold.ts'
import type { FieldId } from '../../shared/lead/catalog.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { allInvalidReasons, invalidReasons } from '../../shared/policy/validity.ts'
import { at, captured, event } from '../events/events.ts'
import rows from '../vectors/intake-validity.json' with { type: 'json' }

interface Row {
  why: string
  fields: Partial<Record<FieldId, string>>
  policy?: Policy['validity']
  invalid: string[]
}

const policyWith = (validity: Policy['validity']): Policy => ({ ...DEFAULT_POLICY, validity })
const web = (fields: Row['fields']) => captured(at('08:00'), { fields })
const ids = (reasons: { id: string }[]) => reasons.map((reason) => reason.id)

describe('[VA1] [VA2] [VA3] [VA4] invalid?', () => {
  test.each(rows as Row[])('$why: $invalid', ({ fields, policy, invalid }) => {
    const lead = fold(null, [web(fields)])
    const reasons = invalidReasons(lead, policyWith(policy))
    expect(ids(reasons)).toEqual(invalid)
    for (const reason of reasons) expect(reason.text).toMatch(/^\S.{10,}[^.]$/u)
  })
})

describe('validity', () => {
  const test1 = web({ firstName: 'test', lastName: 'test' })
  const reinstated = (reasons: string[]) =>
    event('lead.reinstated', at('09:00'), { reasons, reason: 'I spoke to Mr Test' })

  test('[VA5] a person sets named reasons aside, and no other', () => {
    const lead = fold(null, [test1, reinstated(['testEntry'])])
    expect(ids(invalidReasons(lead, DEFAULT_POLICY))).toEqual(['noReach'])
    expect(ids(allInvalidReasons(lead, DEFAULT_POLICY))).toEqual(['noReach', 'testEntry'])
    const both = fold(null, [test1, reinstated(['testEntry']), reinstated(['noReach'])])
    expect(invalidReasons(both, DEFAULT_POLICY)).toEqual([])
  })

  test('[VA6] it follows the values that stand: a number found makes a lead valid, one withdrawn invalid again', () => {
    const found = event('field.answered', at('09:00'), { field: 'phone', value: '+17575550142', call: null })
    const gone = event('field.withdrawn', at('10:00'), { field: 'phone', reason: 'of somebody else' })
    const nobody = web({ lastName: 'Smith' })
    expect(ids(invalidReasons(fold(null, [nobody]), DEFAULT_POLICY))).toEqual(['noReach'])
    expect(invalidReasons(fold(null, [nobody, found]), DEFAULT_POLICY)).toEqual([])
    expect(ids(invalidReasons(fold(null, [nobody, found, gone]), DEFAULT_POLICY))).toEqual(['noReach'])
  })

  test('[VA7] a lead whose capture is not known yet is not judged', () => {
    const later = event('note.written', at('09:00'), {
      note: '019a0000-0000-7000-8000-000000000001',
      text: 'x',
    })
    expect(invalidReasons(fold(null, [later]), DEFAULT_POLICY)).toEqual([])
  })
})
