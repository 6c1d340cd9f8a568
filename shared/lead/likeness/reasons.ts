import type { Signals } from './signals.ts'
import type { Subject } from './subject.ts'

export interface Reason {
  id: string
  /** In words, for the person who decides. */
  text: string
  /** True where it speaks for one person, false where it speaks for two. */
  speaksFor: boolean
}

const nameOf = (s: Subject): string => [s.firstName, s.lastName].filter((part) => part !== '').join(' ')
const both = (a: string, b: string): string => (a === b ? a : `${a} / ${b}`)

/** What agrees and what does not, most telling first. */
export function reasonsOf(s: Signals, a: Subject, b: Subject): Reason[] {
  const names = both(nameOf(a), nameOf(b))
  const companies = both(a.company, b.company)
  const emails = both(a.email, b.email)
  const shared = a.phones.filter((number) => b.phones.includes(number)).join(', ')
  const reasons: (Reason | false)[] = [
    s.generation === 'different' && against('generation', `Two generations of one name: ${names}`),
    s.generation === 'unknown' && against('oneGeneration', `Junior or senior, said of one only: ${names}`),
    s.email === 'equal' && !s.roleAddress && speaks('sameEmail', `Same e-mail address: ${a.email}`),
    s.email === 'equal' && s.roleAddress && speaks('sameMailbox', `Same shared mailbox: ${a.email}`),
    s.email === 'slip' && speaks('emailSlip', `E-mail addresses a slip apart: ${emails}`),
    s.phone === 'equal' && speaks('samePhone', `Same phone number: ${shared}`),
    s.name === 'equal' && speaks('sameName', `Same name: ${names}`),
    s.name === 'swapped' && speaks('swappedName', `Same name in another order: ${names}`),
    s.name === 'compatible' && speaks('shortName', `Names that may be one, in short or in full: ${names}`),
    s.name === 'similar' && speaks('similarName', `Names a slip apart: ${names}`),
    s.name === 'partial' && speaks('partOfName', `What is known of the name agrees: ${names}`),
    s.name === 'different' &&
      s.given &&
      speaks('sameGivenName', `Same first name, other last name: ${names}`),
    s.name === 'different' && !s.given && against('otherName', `Different names: ${names}`),
    s.company === 'equal' && speaks('sameCompany', `Same company: ${companies}`),
    s.company === 'similar' && speaks('similarCompany', `Company names a slip apart: ${companies}`),
    s.company === 'contained' &&
      speaks('partOfCompany', `One company's name begins the other's: ${companies}`),
    s.company === 'different' && against('otherCompany', `Different companies: ${companies}`),
    s.domain === 'equal' && s.email !== 'equal' && speaks('sameDomain', "Same company's domain"),
    s.postalCode === 'equal' && speaks('samePostalCode', `Same postal code: ${a.postalCode}`),
    s.country === 'different' &&
      against('otherCountry', `Different countries: ${both(a.country, b.country)}`),
    s.email === 'different' && against('otherEmail', `Different e-mail addresses: ${emails}`),
    s.phone === 'different' && against('otherPhone', 'Different phone numbers'),
  ]
  return reasons.filter((reason) => reason !== false)
}

const speaks = (id: string, text: string): Reason => ({ id, text, speaksFor: true })
const against = (id: string, text: string): Reason => ({ id, text, speaksFor: false })
