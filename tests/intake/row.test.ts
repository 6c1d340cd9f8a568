import { describe, expect, test } from 'vitest'
import { recogniseColumns } from '../../shared/lead/intake/headers.ts'
import { intakeRow } from '../../shared/lead/intake/row.ts'
import { zoneOf, zoneOfPhone, zonesOfPhone } from '../../shared/lead/intake/zones.ts'

const NOW = Date.UTC(2026, 10, 22)

function intake(row: Record<string, string>, more: { defaultCountry?: string } = {}) {
  const { columns } = recogniseColumns(Object.keys(row), [])
  return intakeRow(Object.values(row), { columns, dateOrders: [], now: NOW, ...more })
}

describe('a row', () => {
  test('[IN3] of two columns with one target the first value wins, and the other stays in raw', () => {
    const row = intake({
      'Email - Work': '',
      'Email - Home': 'home@example.com',
      'Email - Other': 'other@example.com',
    })
    expect(row.fields).toEqual({ email: 'home@example.com' })
    expect(row.raw).toEqual({ 'Email - Other': 'other@example.com' })
  })

  test('[IN5] halves of characters are left out of fields, notes, headers and raw cells', () => {
    const row = intake({ Name: 'A\ud83dna', 'Od\udc00d': '\ud83dx', Notes: 'b\udc00' })
    expect([row.fields.firstName ?? row.fields.lastName, row.raw, row.notes]).toEqual([
      'Ana',
      { Name: 'Ana', Odd: 'x' },
      ['b'],
    ])
  })

  test('[IN3] a bad first value leaves the place to the second', () => {
    const row = intake({ 'Email - Work': 'no-mail', 'Email - Home': 'home@example.com' })
    expect(row.fields.email).toBe('home@example.com')
    expect(row.problems).toEqual([{ column: 0, value: 'no-mail', reason: 'is no e-mail address' }])
  })

  test('[IN4] cells of unknown columns and mended values stay as they came', () => {
    const row = intake({
      Name: 'Dr. Ana van der Prado',
      'Favourite colour': 'blue',
      'Lead Status': 'New',
      Phone: '+1 202 555 0142',
    })
    expect(row.fields).toEqual({ firstName: 'Ana', lastName: 'van der Prado', phone: '+12025550142' })
    expect(row.raw).toEqual({
      Name: 'Dr. Ana van der Prado',
      'Favourite colour': 'blue',
      'Lead Status': 'New',
      Phone: '+1 202 555 0142',
    })
  })

  test('[IN1] [IN4] the title of a deal is no job title, and stays as it came', () => {
    const row = intake({ 'Deal - Title': 'Acme deal', 'Lead - Title': 'Acme lead', 'Person - Name': 'Ana' })
    expect([row.fields.jobTitle, row.raw]).toEqual([
      undefined,
      { 'Deal - Title': 'Acme deal', 'Lead - Title': 'Acme lead' },
    ])
  })

  test('[IN7] its own country, wherever it stands, goes before the setting', () => {
    const row = intake(
      { Phone: '030 23125 123', Email: 'a@example.com', Country: 'Deutschland' },
      { defaultCountry: 'US' },
    )
    expect(row.fields.phone).toBe('+493023125123')
  })

  test('[IN10] is rejected only when nobody is left', () => {
    expect(intake({ Company: 'Oak', Email: 'x', Phone: '1' })).toMatchObject({
      rejected: true,
      fields: { company: 'Oak' },
    })
    expect(intake({ Company: 'Oak', Email: 'x', 'Last Name': 'Prado' }).rejected).toBe(false)
    expect(intake({ Mobile: '+12025550142' }).rejected).toBe(false)
    expect(intake({ 'Record ID': '901' })).toMatchObject({ rejected: false, onlyId: true })
    expect(intake({ 'Record ID': '901', Name: 'Ana' }).onlyId).toBe(false)
  })

  test('[IN11] refusals are recorded, and no refusal is no consent', () => {
    const refused = intake({ Name: 'A B', 'Do Not Call': 'Yes', 'Email Opt Out': '1' })
    expect(refused.consents).toEqual([
      { for: 'phone', given: false, text: 'Do Not Call: Yes' },
      { for: 'email', given: false, text: 'Email Opt Out: 1' },
    ])
    expect(intake({ Name: 'A B', 'Do Not Call': 'No', 'Email Opt Out': 'false' }).consents).toEqual([])
    expect(intake({ Name: 'A B', 'Email Opt In': 'oui' }).consents).toMatchObject([
      { for: 'email', given: true },
    ])
  })

  test('[IN8] a date in the future makes the row undated, and is reported', () => {
    const row = intake({ Name: 'A B', 'Create Date': '2027-01-01' })
    expect(row.at).toBeNull()
    expect(row.problems[0]?.reason).toContain('future')
  })

  test('channel and label come from the lead source', () => {
    expect(intake({ Name: 'A B', 'Lead Source': 'Trade Show', Form: 'Booth 214' })).toMatchObject({
      channel: 'expo',
    })
    expect(intake({ Name: 'A B', Quelle: 'Messe Hannover' })).toMatchObject({
      channel: 'expo',
      label: 'Messe Hannover',
    })
    expect(intake({ Name: 'A B', Quelle: 'Kauf' })).toMatchObject({ channel: 'import', label: 'Kauf' })
    const form = { Name: 'A B', 'Lead Source': 'Web form' }
    expect(intake({ ...form, Form: 'Pricing' })).toMatchObject({
      channel: 'web',
      label: 'Web form · Pricing',
    })
    expect(intake({ ...form, Form: 'web form' }).label, 'said once').toBe('Web form')
  })

  test('more cells than columns are kept and reported', () => {
    const { columns } = recogniseColumns(['Email'], [])
    const row = intakeRow(['a@example.com', 'extra'], { columns, dateOrders: [], now: NOW })
    expect(row.raw).toEqual({ '(extra 1)': 'extra' })
    expect(row.problems[0]?.reason).toContain('more cells')
  })
})

describe('columns', () => {
  test('[IN2] a map overrides, null ignores, and errors name the header', () => {
    const { columns, errors } = recogniseColumns(['Mail', 'Foo'], [], { Mail: null, Foo: 'email' })
    expect([columns.map((c) => c.target), errors]).toEqual([['ignore', 'email'], []])
    expect(recogniseColumns(['Mail'], [], { Nope: 'email', Mail: 'colour' }).errors).toEqual([
      'The file has no column "Nope".',
      '"colour", set for column "Mail", is nothing a column can be.',
    ])
  })

  test('[IN2] values speak where the header does not', () => {
    const { columns } = recogniseColumns(
      ['Column 1', 'Column 2'],
      [
        ['a@example.com', 'x'],
        ['b@example.com', 'y'],
      ],
    )
    expect(columns.map((c) => [c.target, c.by])).toEqual([
      ['email', 'values'],
      [null, 'none'],
    ])
  })

  test('[IN1] a name beside a first name is the last name', () => {
    const targets = (...headers: string[]) => recogniseColumns(headers, []).columns.map((c) => c.target)
    expect(targets('Vorname', 'Name')).toEqual(['firstName', 'lastName'])
    expect(targets('Prénom', 'Nom')).toEqual(['firstName', 'lastName'])
    expect(targets('Nombre', 'Apellidos')).toEqual(['firstName', 'lastName'])
    expect(targets('Nombre', 'Email')).toEqual(['fullName', 'email'])
    expect(targets('Name', 'Email')).toEqual(['fullName', 'email'])
  })
})

describe('[IN12] the time zone', () => {
  test('of a phone is that of its prefix, if there is one', () => {
    expect(zoneOfPhone('+17575550142')).toBe('America/New_York')
    expect(zoneOfPhone('+493023125123')).toBe('Europe/Berlin')
    expect(zoneOfPhone('+12085550142')).toBeNull()
    expect(zonesOfPhone('+18005550142').length).not.toBe(1)
    expect(zonesOfPhone('+4420')).toEqual(['Europe/London'])
  })
  test('is the stated one, then the place, then the phone', () => {
    expect(zoneOf({ timeZone: 'Asia/Tokyo', country: 'DE' })).toBe('Asia/Tokyo')
    expect(zoneOf({ country: 'US', state: 'CA', phone: '+17575550142' })).toBe('America/Los_Angeles')
    expect(zoneOf({ country: 'US', phone: '+17575550142' })).toBe('America/New_York')
    expect(zoneOf({ country: 'US', state: 'TX' })).toBeNull()
    expect(zoneOf({ country: 'FR' })).toBe('Europe/Paris')
    expect(zoneOf({})).toBeNull()
  })
})
