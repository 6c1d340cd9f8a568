/** At 17:00 UTC on a Tuesday in November it is noon in New York and seven in the morning in Honolulu. */
export const CALLABLE = { name: 'Calla Able', phone: '+1 212 555 0101' }

/** People who may not be called then, each for one reason: its kind, what the screen must say of it, and when they may be called. */
export const FORBIDDEN = [
  {
    name: 'Hanna Early',
    phone: '+1 808 555 0102',
    kind: 'hours',
    says: /allowed 8:00 to 21:00; it is 7:0/,
    when: /Opens .*08:00 there/,
  },
  {
    name: 'Liam Listed',
    phone: '+1 212 555 0103',
    kind: 'suppressed',
    says: /on the list .Robinson list/,
    when: /May not be called/,
  },
  {
    name: 'Tom Tried',
    phone: '+1 404 555 0104',
    kind: 'attempts',
    says: /at most 3 times in 24 hours/,
    when: /Opens .*there/,
  },
  {
    name: 'Una Where',
    phone: '+870 773 111 632',
    kind: 'unknownZone',
    says: /not known where/,
    when: /May not be called/,
  },
  {
    // Toll-free: somewhere between Newfoundland and Hawaii, where it is too early.
    name: 'Tess Tollfree',
    phone: '+1 800 555 0105',
    kind: 'unknownZone',
    says: /not known/,
    when: /Opens/,
  },
] as const

/** Each came twice, with another address and number. */
export const TWICE = ['Marta Lindqvist', 'Jonas Weber']

/** As a spreadsheet saves it. */
export function callableCsv(): string {
  const person = (name: string, company: string, email: string, phone: string) => {
    const [first, last] = name.split(' ')
    return [first, last, company, email, phone, '150', 'Replace a system'].join(';')
  }
  const rows = [
    person(CALLABLE.name, 'Able Freight', 'calla@able.example', CALLABLE.phone),
    ...FORBIDDEN.map(({ name, phone }, i) =>
      person(name, `Forbidden ${i}`, `person@forbidden${i}.example`, phone),
    ),
    ...[...TWICE, ...TWICE].map((name, i) =>
      person(name, 'Nordhamn Freight', `person${i}@nordhamn.example`, `+1 312 555 011${i}`),
    ),
  ]
  return `${['First Name;Last Name;Company;Email;Phone;Company Size;Need', ...rows].join('\r\n')}\r\n`
}
