import { domainOf, emailFacts, isRoleAddress } from '../intake/email.ts'
import { typingDistance } from '../intake/typing-distance.ts'
import { type CompanyLikeness, compareCompanies } from './company-name.ts'
import { compareNames, type NameLikeness, sameGiven } from './person-name.ts'
import { formsOf, type Subject } from './subject.ts'

type Agreement = 'equal' | 'different' | 'unknown'

/** How two subjects compare, attribute by attribute. */
export interface Signals {
  name: NameLikeness
  /** Given names agree, whatever the families are. */
  given: boolean
  /** 'different': father and son, or the like; 'unknown': said of one only. */
  generation: Agreement
  /** 'slip': one slip of the keyboard apart. */
  email: Agreement | 'slip'
  /** The shared address is of a function, not of a person. */
  roleAddress: boolean
  phone: Agreement
  company: CompanyLikeness
  domain: Agreement
  country: Agreement
  postalCode: Agreement
}

export function signalsOf(a: Subject, b: Subject): Signals {
  const left = formsOf(a)
  const right = formsOf(b)
  return {
    name: compareNames(left.name, right.name),
    given: sameGiven(left.name, right.name),
    generation: generationOf(left.name.generation, right.name.generation),
    email: compareEmails(left.email, right.email),
    roleAddress: left.email !== '' && left.email === right.email && isRoleAddress(left.email),
    phone: overlap(a.phones, b.phones),
    company: compareCompanies(left.company, right.company),
    domain: overlap(left.domains, right.domains),
    country: equality(a.country, b.country),
    postalCode: equality(plain(a.postalCode), plain(b.postalCode)),
  }
}

const generationOf = (a: string, b: string): Agreement =>
  a === b ? 'equal' : a === '' || b === '' ? 'unknown' : 'different'

function compareEmails(a: string, b: string): Signals['email'] {
  if (a === '' || b === '') return 'unknown'
  if (a === b) return 'equal'
  return isSlip(a, b) ? 'slip' : 'different'
}

/** A digit more or another one is no slip: jsmith1 and jsmith2 are two people. Neither is another company's domain. */
function isSlip(a: string, b: string): boolean {
  const box = (address: string) => address.slice(0, address.lastIndexOf('@'))
  if (box(a) === box(b) && (emailFacts(a).suggestion === b || emailFacts(b).suggestion === a)) return true
  if (typingDistance(a, b, 1) > 1 || a.replace(/\D/g, '') !== b.replace(/\D/g, '')) return false
  return domainOf(a) === domainOf(b)
}

const overlap = (a: readonly string[], b: readonly string[]): Agreement =>
  a.length === 0 || b.length === 0 ? 'unknown' : a.some((one) => b.includes(one)) ? 'equal' : 'different'

const equality = (a: string, b: string): Agreement =>
  a === '' || b === '' ? 'unknown' : a === b ? 'equal' : 'different'

const plain = (code: string): string => code.replace(/[\s-]/gu, '').toLowerCase()
