import { describe, expect, it } from 'vitest'
import { isSamePolicy } from '../../../renderer/flow/policy-draft.ts'
import { freeKey, idFrom, ownIdFrom, withBin, withoutBin } from '../../../renderer/flow/policy-edits.ts'
import { OWN_ID } from '../../../shared/lead/catalog.ts'
import { checkPolicy } from '../../../shared/policy/check-policy.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { isDeskKey } from '../../../shared/policy/desk-keys.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import fc from '../../setup/fc.ts'

const NUMBER = DEFAULT_POLICY.fields.findIndex((f) => f.field === 'responses')
const withField = (field: Policy['fields'][number]): Policy => ({
  ...DEFAULT_POLICY,
  fields: DEFAULT_POLICY.fields.toSpliced(NUMBER, 1, field),
})

describe('[UI54] steps of editing a policy', () => {
  it('an id is made of a name, whatever that is, and of no other', () => {
    expect(idFrom('Étages & Höhe!', [])).toBe('etages-hohe')
    expect(idFrom('One', ['one', 'one-2'])).toBe('one-3')
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 90 }), { maxLength: 12 }), (labels) => {
        let policy: Policy = DEFAULT_POLICY
        for (const label of labels) {
          const own = { id: ownIdFrom(label, policy), label, kind: 'text' as const }
          expect(own.id).toMatch(OWN_ID)
          policy = { ...policy, ownFields: [...(policy.ownFields ?? []), own] }
        }
        expect(new Set(policy.ownFields?.map((f) => f.id)).size).toBe(labels.length)
      }),
    )
  })

  it('a key is a letter that nobody has', () => {
    expect(freeKey('Reached', [])).toBe('r')
    expect(freeKey('Reached', ['r'])).toBe('c')
    const all = [...'abcdefghijklmnopqrstuvwxyz'].filter((k) => !isDeskKey(k))
    expect(freeKey('Reached', all)).toBe('')
  })

  it('bins stay whole, whichever come and go', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 8 }), { maxLength: 12 }), (steps) => {
        let field = DEFAULT_POLICY.fields[NUMBER]!
        for (const step of steps)
          field =
            step < 4 || field.answers.length === 1
              ? withBin(field)
              : withoutBin(field, step % field.answers.length)
        expect(checkPolicy(withField(field))).toEqual([])
      }),
    )
  })

  it('the same policy is told whatever the order of its parts', () => {
    const { name, ...rest } = DEFAULT_POLICY
    expect(isSamePolicy({ ...rest, name }, DEFAULT_POLICY)).toBe(true)
    expect(isSamePolicy({ ...rest, name: 'x' }, DEFAULT_POLICY)).toBe(false)
    expect(isSamePolicy({ ...DEFAULT_POLICY, rules: [...rest.rules].reverse() }, DEFAULT_POLICY)).toBe(false)
  })
})
