import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { intakeRecord } from '../../shared/lead/intake/record.ts'

const NOW = Date.UTC(2026, 10, 22)

describe('[IN46] a record', () => {
  test('is read as the row of a file is; its own country tells where its numbers belong', () => {
    const intake = intakeRecord(
      {
        phone: '030 23125 123',
        country: 'Germany',
        fullName: 'Dr. Eva Kern',
        budget: 'approved',
        note: 'Wants a demo',
      },
      { defaultCountry: 'US', now: NOW },
    )
    expect(intake.fields).toEqual({
      phone: '+493023125123',
      country: 'DE',
      firstName: 'Eva',
      lastName: 'Kern',
      budget: 'approved',
    })
    expect([intake.notes, intake.problems, intake.rejected]).toEqual([['Wants a demo'], [], false])
    expect(intake.raw).toEqual({ phone: '030 23125 123', country: 'Germany', fullName: 'Dr. Eva Kern' })
  })

  test('problems name the field, and cost themselves only', () => {
    const { fields, problems, raw } = intakeRecord(
      { lastName: 'Kern', phone: 'call me', email: 'eva@gmial.com' },
      { now: NOW },
    )
    expect(fields).toEqual({ lastName: 'Kern', email: 'eva@gmial.com' })
    expect(problems).toEqual([
      { field: 'phone', value: 'call me', reason: 'is no phone number' },
      { field: 'email', value: 'eva@gmial.com', reason: 'may be a slip: was eva@gmail.com meant?' },
    ])
    expect(raw).toEqual({ phone: 'call me' })
  })

  test('what is no target becomes no fact and stays in raw; nor is a derived field', () => {
    const { fields, raw } = intakeRecord(
      { lastName: 'Kern', Email: 'eva@kern.example', responses: '9', constructor: 'x', ['__proto__']: 'y' },
      { now: NOW },
    )
    expect(fields).toEqual({ lastName: 'Kern' })
    expect(raw).toEqual({ Email: 'eva@kern.example', responses: '9', constructor: 'x', '__proto__ (2)': 'y' })
  })

  test('of which nobody is left is rejected, and the problem is of the whole', () => {
    const { rejected, problems } = intakeRecord({ company: 'Acme', phone: '1' }, { now: NOW })
    expect([rejected, problems.at(-1)?.field]).toEqual([true, ''])
  })
})

describe('[IN44] markup', () => {
  test('stays text, in fields, notes and raw cells', () => {
    const html = '<img src=x onerror=alert(1)>'
    const { fields, notes } = intakeRecord(
      { lastName: html, company: `${html} Ltd`, note: html },
      { now: NOW },
    )
    expect([fields.lastName, fields.company, notes]).toEqual([html, `${html} Ltd`, [html]])
  })

  test('is nowhere in the renderer made markup of', () => {
    const folder = new URL('../../renderer/', import.meta.url).pathname
    const files = (readdirSync(folder, { recursive: true }) as string[]).filter((f) => /\.tsx?$/u.test(f))
    expect(files.length).toBeGreaterThan(50)
    const rendering = files.filter((file) =>
      /dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write/u.test(
        readFileSync(join(folder, file), 'utf8'),
      ),
    )
    expect(rendering).toEqual([])
  })
})
