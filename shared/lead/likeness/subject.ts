import type { FieldId } from '../catalog.ts'
import { companyDomain, domainOf } from '../intake/email.ts'
import { fieldValue, type Lead } from '../lead.ts'
import { companyForm } from './company-name.ts'
import { type PersonName, personName } from './person-name.ts'

/** What two leads are compared by: all text, '' where nothing is known. */
export interface Subject {
  id: string
  firstName: string
  lastName: string
  company: string
  email: string
  website: string
  /** E.164. */
  phones: readonly string[]
  /** ISO alpha-2. */
  country: string
  postalCode: string
}

/** What a subject is made of. */
export const SUBJECT_FIELDS = [
  'firstName',
  'lastName',
  'company',
  'email',
  'website',
  'phone',
  'mobile',
  'country',
  'postalCode',
] as const satisfies readonly FieldId[]

export function subjectOf(lead: Lead): Subject {
  const text = (field: (typeof SUBJECT_FIELDS)[number]) => String(fieldValue(lead, field) ?? '')
  return {
    id: lead.id,
    firstName: text('firstName'),
    lastName: text('lastName'),
    company: text('company'),
    email: text('email'),
    website: text('website'),
    phones: [...new Set([text('phone'), text('mobile')])].filter((number) => number !== ''),
    country: text('country'),
    postalCode: text('postalCode'),
  }
}

/** A subject in its comparison forms. */
export interface Forms {
  name: PersonName
  company: string
  email: string
  domains: readonly string[]
}

const known = new WeakMap<Subject, Forms>()

/** Worked out once for each subject: one is compared with many. */
export function formsOf(subject: Subject): Forms {
  const forms = known.get(subject) ?? newForms(subject)
  known.set(subject, forms)
  return forms
}

function newForms(subject: Subject): Forms {
  const email = subject.email.trim().toLowerCase()
  const domains = [companyDomain(domainOf(email)), companyDomain(hostOf(subject.website))]
  return {
    name: personName(subject.firstName, subject.lastName),
    company: companyForm(subject.company),
    email,
    domains: [...new Set(domains)].filter((domain) => domain !== ''),
  }
}

const hostOf = (url: string): string =>
  url
    .trim()
    .replace(/^[a-z]+:\/\//iu, '')
    .replace(/[/:?#].*$/u, '')
