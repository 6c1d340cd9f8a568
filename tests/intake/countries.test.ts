import { describe, expect, test } from 'vitest'
import { emailFacts } from '../../shared/lead/intake/email.ts'
import { splitName } from '../../shared/lead/intake/names.ts'
import { normalise } from '../../shared/lead/intake/normalise.ts'
import { phoneFacts } from '../../shared/lead/intake/phone.ts'
import { cleanLine, type Outcome } from '../../shared/lead/intake/text.ts'
import { companyForm } from '../../shared/lead/likeness/company-name.ts'
import rows from '../vectors/intake-countries.json' with { type: 'json' }

interface Row {
  country: string
  kind: 'phone' | 'email' | 'name' | 'company'
  raw: string
  /** Where a number without country code belongs. */
  in?: string
  value?: string
  note?: string
  problem?: string
  type?: string
  /** The number's country, where it is not the row's. */
  of?: string | null
  facts?: Record<string, unknown>
  first?: string
  last?: string
  form?: string
}
const vectors = rows as Row[]
const of = (kind: Row['kind']) => vectors.filter((row) => row.kind === kind)

function check(outcome: Outcome<unknown>, { value, note, problem }: Row): void {
  if (problem !== undefined) expect(outcome).toEqual({ problem: expect.stringContaining(problem) })
  else
    expect(outcome).toEqual(note === undefined ? { value } : { value, note: expect.stringContaining(note) })
}

test('the rows are of at least 25 countries, and at least 120', () => {
  expect(new Set(vectors.map((row) => row.country)).size).toBeGreaterThanOrEqual(25)
  expect(vectors.length).toBeGreaterThanOrEqual(120)
})

describe('[IN5] [IN7] [IN41] a phone number', () => {
  test.each(of('phone'))('$country $raw', (row) => {
    check(normalise('phone', row.raw, { country: row.in }), row)
    if (row.value === undefined) return
    const facts = phoneFacts(row.value)
    expect([facts.country, facts.type]).toEqual([row.of === undefined ? row.country : row.of, row.type])
  })
})

describe('[IN5] [IN42] [IN43] an e-mail address', () => {
  test.each(of('email'))('$country $raw', (row) => {
    check(normalise('email', row.raw), row)
    if (row.value !== undefined) expect(emailFacts(row.value)).toMatchObject(row.facts ?? {})
  })
})

describe('[IN5] [IN44] [IN45] a name', () => {
  test.each(of('name'))('$country $raw', ({ raw, first, last }) => {
    expect(splitName(cleanLine(raw))).toEqual({ firstName: first, lastName: last })
  })
})

describe('[IN5] [ID6] a company, as stored and as compared', () => {
  test.each(of('company'))('$country $raw', (row) => {
    check(normalise('company', row.raw), row)
    expect(companyForm(row.raw)).toBe(row.form)
  })
})
