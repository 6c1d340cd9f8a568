import { describe, expect, test } from 'vitest'
import type { Field } from '../../shared/lead/catalog.ts'
import { recogniseColumns, targetOf } from '../../shared/lead/intake/headers.ts'
import { type IntakeContext, normaliseFor } from '../../shared/lead/intake/normalise.ts'
import { intakeRecord } from '../../shared/lead/intake/record.ts'
import { intakeRow } from '../../shared/lead/intake/row.ts'
import own from '../vectors/intake-own.json' with { type: 'json' }

const fields = own.fields as Field[]
const field = (id: string) => fields.find((f) => f.id === id)!
const NOW = Date.parse('2026-11-23T10:00:00.000Z')

type Case = {
  field: string
  raw: string
  ctx?: IntakeContext
  value?: string | number
  note?: string
  problem?: string
}

describe('[IN60] a value of a campaign’s own field becomes', () => {
  test.each(own.values as Case[])('$field $raw', ({ field: id, raw, ctx, value, note, problem }) => {
    const outcome = normaliseFor(field(id), raw, ctx)
    if (problem !== undefined) expect(outcome).toEqual({ problem: expect.stringContaining(problem) })
    else if (note !== undefined) expect(outcome).toEqual({ value, note: expect.stringContaining(note) })
    else expect(outcome).toEqual({ value })
  })
})

describe('[IN61] columns of own fields', () => {
  test('are recognised by their name or id, before what the header means elsewhere', () => {
    expect(targetOf('Product interest')).toBe('productInterest')
    expect(targetOf('product INTEREST', fields)).toBe('own.interests')
    expect(targetOf(' own.vehicles ', fields)).toBe('own.vehicles')
    expect(targetOf('own.vehicles')).toBeNull()
    expect(targetOf('Fleet: size?', fields)).toBeNull()
  })

  test('a map may name them, where the campaign has them', () => {
    const map = { Trucks: 'own.vehicles' }
    expect(recogniseColumns(['Trucks'], [], map, fields)).toEqual({
      columns: [{ header: 'Trucks', target: 'own.vehicles', by: 'person' }],
      errors: [],
    })
    expect(recogniseColumns(['Trucks'], [], map).errors).toHaveLength(1)
    expect(recogniseColumns(['Trucks'], [], { Trucks: 'own.gone' }, fields).errors).toHaveLength(1)
  })

  test('a bad value costs itself only; what is not in one form stays raw, too', () => {
    const headers = ['Last name', 'Vehicles', 'Product interest', 'Contract ends']
    const { columns } = recogniseColumns(headers, [], {}, fields)
    const context = { columns, dateOrders: [null, null, null, 'dayFirst' as const], now: NOW, own: fields }
    const row = intakeRow(['Oyelaran', 'a few', 'Tracking; Sailing', '03/04/2027'], context)
    expect(row.fields).toEqual({
      lastName: 'Oyelaran',
      'own.interests': 'track',
      'own.contract-end': '2027-04-03',
    })
    expect(row.problems.map((p) => [p.column, p.value])).toEqual([
      [1, 'a few'],
      [2, 'Tracking; Sailing'],
    ])
    expect(Object.keys(row.raw)).toEqual(['Vehicles', 'Product interest', 'Contract ends'])
  })

  test('a record has them under their id, as a row has', () => {
    const record = { lastName: 'Oyelaran', 'own.vehicles': '12', 'own.gone': 'x' }
    expect(intakeRecord(record, { now: NOW, own: fields })).toMatchObject({
      fields: { lastName: 'Oyelaran', 'own.vehicles': 12 },
      raw: { 'own.gone': 'x' },
      problems: [],
    })
    expect(intakeRecord(record, { now: NOW }).fields).toEqual({ lastName: 'Oyelaran' })
  })
})
