import { domainOf } from './email.ts'

export interface Entry {
  firstName: string
  lastName: string
  company: string
  email: string
  /** Whether there is a number to call. */
  callable: boolean
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))
/** What people type to see whether a form works. */
const TEST = words(
  'test tests tester testing testuser teste prueba probando essai probe demo dummy fake sample foo bar baz blah blub bla lorem ipsum',
)
/** Words that make a test's name whole, and a person's never alone. */
const FILLER = words(
  'user account lead contact person name entry record customer client kunde kontakt usuario utilisateur please ignore delete me one two three 1 2 3',
)
/** Rows of the keyboards in use, and what is typed instead of them. */
const ROWS = 'qwertyuiop qwertzuiop azertyuiop asdfghjkl zxcvbnm yxcvbnm abcdef xyz 12345'.split(' ')
/** Asked of every lead: most names are told by their first letters. */
const BEGINNINGS = new Set(ROWS.flatMap((row) => Array.from(row, (_, i) => row.slice(i, i + 3))))
/** Placeholders and figures whose names some people bear: they need something else beside them. */
const PLACEHOLDERS = new Set(
  'mickey mouse;micky maus;minnie mouse;donald duck;daisy duck;bugs bunny;homer simpson;bart simpson;harry potter;darth vader;james bond;john doe;jane doe;max mustermann;maximilian mustermann;erika mustermann;otto normalverbraucher;juan nadie;fulano de tal;batman;superman;santa claus'.split(
    ';',
  ),
)
const LABELS = new Set(
  'first last;first name last name;firstname lastname;vorname nachname;prenom nom;nombre apellido;nombre apellidos'.split(
    ';',
  ),
)
/** Of RFC 2606 and 6761; '.example' is left to demonstrations. */
const RESERVED = /(?:^|\.)(?:example\.(?:com|net|org)|test|invalid|localhost)$/u
const TEST_DOMAIN = /^(?:test|tests|testing|foo|bar|foobar|fake|dummy)\.[a-z]{2,4}$/u

/**
 * Why an entry is somebody's test, in words; null for one that may be real. A name that is nothing but test words tells by itself; a
 * single hint does not (there are people called Test, a company Test.com, and a real John Doe), two independent ones do.
 */
export function testEntryReason(entry: Entry): string | null {
  const first = plain(entry.firstName)
  const last = plain(entry.lastName)
  const name = `${first} ${last}`.trim()
  if (isTestName(name)) return `“${name}” is a name for tests`
  const hints = [
    nameHint(first, last, name),
    companyHint(plain(entry.company)),
    ...emailHints(entry, name),
  ].filter((h) => h !== null)
  return hints.length > 1 ? `${hints.slice(0, 2).join(', and ')}` : null
}

const plain = (text: string): string => text.trim().toLowerCase()

/** Nothing but runs of at least three neighbouring keys ('asdfasdf'), or one letter held down. */
function isMashed(word: string): boolean {
  if (word.length < 3 || word.length > 40 || !(BEGINNINGS.has(word.slice(0, 3)) || word[0] === word[1]))
    return false
  if (/^(.)\1+$/u.test(word)) return true
  for (let at = 0; at < word.length; ) {
    let end = at
    while (end < word.length && ROWS.some((row) => row.includes(word.slice(at, end + 1)))) end++
    if (end - at < 3) return false
    at = end
  }
  return true
}

/** ASD, ABC and AAA are companies. */
const isLongMash = (word: string): boolean => word.length > 3 && isMashed(word)

const isTestWord = (word: string): boolean => TEST.has(word.replace(/\d+$/, '')) || isMashed(word)

function isTestName(name: string): boolean {
  if (name === '') return false
  if (LABELS.has(name)) return true
  const parts = name.split(/[ \-_.]+/)
  if (!isTestWord(parts[0]!) && !FILLER.has(parts[0]!)) return false
  if (parts.every(isMashed)) return parts.length > 1 || name.length > 3
  return (
    parts.length > 1 && parts.some(isTestWord) && parts.every((word) => isTestWord(word) || FILLER.has(word))
  )
}

function nameHint(first: string, last: string, name: string): string | null {
  if (PLACEHOLDERS.has(name)) return `“${name}” stands for anybody`
  const lone = first === '' || last === ''
  if (lone && TEST.has(name)) return `nothing but “${name}” for a name`
  return isMashed(first) || isMashed(last) ? `“${name}” looks typed at random` : null
}

function companyHint(company: string): string | null {
  if (company === '') return null
  const bare = company.replace(/\s+(?:company|firma|gmbh|inc\.?|ltd\.?|llc)$/u, '')
  return TEST.has(bare) || isLongMash(bare) ? `the company is called “${company}”` : null
}

function emailHints({ email, callable }: Entry, name: string): (string | null)[] {
  const address = plain(email)
  const domain = domainOf(address)
  if (domain === '') return []
  const local = address.slice(0, address.lastIndexOf('@'))
  const label = domain.slice(0, domain.indexOf('.'))
  // a@a.com
  const isEcho = local === label && local.length < 3
  const reserved = RESERVED.test(domain)
  return [
    reserved ? `nobody can have an address at ${domain}` : null,
    // Then nothing else reaches the person.
    reserved && !callable ? 'there is no number to call' : null,
    !reserved && (TEST_DOMAIN.test(domain) || isLongMash(label) || isEcho)
      ? `the address is at ${domain}`
      : null,
    // Alain Test may well be test@ his company.
    (TEST.has(local) && !name.split(' ').includes(local)) || isMashed(local) || isEcho
      ? `the address is ${local}@`
      : null,
  ]
}
