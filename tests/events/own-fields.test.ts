import { describe, expect, test } from 'vitest'
import { leadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'

const envelope = {
  id: '01900000-0000-7000-800e-000000000001',
  leadId: '01900000-0000-7000-800a-000000000001',
  stamp: '2026-11-22T08:00:00.000Z-0000-d1',
  actor: 'ana',
  device: 'd1',
}
const answered = (field: string, value: unknown = 'x') =>
  leadEvent.safeParse({ ...envelope, type: 'field.answered', payload: { field, value, call: null } })
const captured = (fields: object) =>
  leadEvent.safeParse({
    ...envelope,
    type: 'lead.captured',
    payload: { campaign: 'spring', channel: 'web', label: '', at: null, fields },
  })

describe('[EV26] events of a campaign’s own fields', () => {
  test.each(['own.supplier', 'own.a', `own.${'x'.repeat(40)}`])('%s is a field', (id) => {
    expect(answered(id).success).toBe(true)
    expect(captured({ [id]: 1 }).data).toMatchObject({ payload: { fields: { [id]: 1 } } })
  })

  test.each([
    'own.',
    'own.Upper',
    'own.a b',
    'own.__proto__',
    `own.${'x'.repeat(41)}`,
    'ownsupplier',
    'OWN.a',
    'own.a\n',
    '__proto__',
    'constructor',
    'toString',
    'shoeSize',
  ])('%j is none', (id) => {
    expect(answered(id).success).toBe(false)
    if (id !== '__proto__') expect(captured({ [id]: 1 }).success).toBe(false)
  })

  test('a prototype as it comes from the wire leaves nothing behind', () => {
    const event = captured(JSON.parse('{"__proto__": "x", "own.a": "y"}')).data!
    const lead = fold(null, [event])
    expect(Object.keys(lead.fields)).toEqual(['own.a'])
    expect(Object.getPrototypeOf(lead.fields)).toBe(Object.prototype)
  })

  test('a response holds a hundred values at most, none of them too long or a list', () => {
    const many = (n: number) => Object.fromEntries(Array.from({ length: n }, (_, i) => [`own.f${i}`, 'x']))
    expect(captured(many(100)).success).toBe(true)
    expect(captured(many(101)).success).toBe(false)
    expect(answered('own.a', 'x'.repeat(2001)).success).toBe(false)
    expect(answered('own.a', ['plan', 'track']).success).toBe(false)
  })
})
