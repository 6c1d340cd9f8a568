import { meaningsOf } from './nicknames.ts'
import { wordsSorted } from './person-name.ts'
import { formsOf, type Subject } from './subject.ts'

/**
 * Keys of which two subjects that may be likely share at least one: 'p:' number, 'e:' address, 'd:' company's domain, 'c:' company, 'n:' family
 * name and initial, 'o:' all words of the name. About eight for a person of whom all is known; none for one of whom nothing is.
 */
export function blockingKeys(subject: Subject): string[] {
  const { name, company, email, domains } = formsOf(subject)
  const words = wordsSorted(name)
  const initials = name.given.flatMap((word) => meaningsOf(word).map((meaning) => [...meaning][0] ?? ''))
  const keys = [
    ...subject.phones.map((number) => `p:${number}`),
    ...(email === '' ? [] : [`e:${email}`]),
    ...domains.map((domain) => `d:${domain}`),
    ...(company === '' ? [] : [`c:${company.replaceAll(' ', '')}`]),
    ...name.family.flatMap((family) => initials.map((initial) => `n:${family}|${initial}`)),
    ...(words === '' ? [] : [`o:${words}`]),
  ]
  return [...new Set(keys)]
}
