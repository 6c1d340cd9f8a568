import type { Subject } from '../../shared/lead/likeness.ts'
import fc from '../setup/fc.ts'

/** A text as somebody types it: sometimes with a letter left out, twice, or swapped with the next. */
const typed = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...texts), fc.constantFrom('', '', 'drop', 'double', 'swap', 'case'), fc.nat(30))
    .map(([text, slip, n]) => {
      const i = n % Math.max(1, text.length - 1)
      if (slip === 'drop') return text.slice(0, i) + text.slice(i + 1)
      if (slip === 'double') return text.slice(0, i + 1) + text.slice(i)
      if (slip === 'swap') return text.slice(0, i) + text.charAt(i + 1) + text.charAt(i) + text.slice(i + 2)
      return slip === 'case' ? text.toUpperCase() : text
    })

const GIVEN = ['', 'Robert', 'Bob', 'R.', 'B', 'Roberta', 'Hans Peter', 'Peter', 'Jürgen', 'Juergen', 'Smith']
const FAMILY = [
  '',
  'Smith',
  'Smith-Jones',
  'Jones',
  'van der Smith',
  'Smith Jr.',
  'Müller',
  'Mueller',
  'Robert',
  '山田',
]
const COMPANIES = [
  '',
  'Acme',
  'Acme Inc.',
  'The Acme Company',
  'Acme Logistics GmbH',
  'Sales Force',
  'SalesForce Ltd',
]
const ADDRESSES = [
  '',
  'rsmith@acme.example',
  'bob@acme.example',
  'info@acme.example',
  'bob.smith@gmail.com',
  'bob.smith@gmial.com',
]

/** People of a small world, who often share a name, a company, a number or an address. */
export const subjects: fc.Arbitrary<Subject> = fc.record({
  id: fc.uuid(),
  firstName: typed(GIVEN),
  lastName: typed(FAMILY),
  company: typed(COMPANIES),
  email: typed(ADDRESSES).map((text) => (text === '' || /^[^@]+@[^@]+\.[^@]+$/u.test(text) ? text : '')),
  website: fc.constantFrom('', 'https://www.acme.example', 'https://acme.example/team'),
  phones: fc.subarray(['+17575550142', '+17575550143']),
  country: fc.constantFrom('', 'US', 'DE'),
  postalCode: fc.constantFrom('', '23510', '23 510'),
})
