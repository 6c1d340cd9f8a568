import { PHONE_SAFE_AREAS } from './phones.ts'

export const CAMPAIGN = 'expo-story'
export const LEADS = 200

/** A spreadsheet's export of 200 leads, each with some of the answers missing. */
export function storyCsv(): string {
  const pick = (i: number, ...values: string[]) => values[i % values.length]!
  const header =
    'First Name;Last Name;Company;Job Title;Email;Phone;Country;Company Size;Need;Current solution;Budget;Timeline'
  const rows = Array.from({ length: LEADS }, (_, i) =>
    [
      `Lead${String(i).padStart(3, '0')}`,
      'Storyson',
      `"Harbor; Freight ${i}"`,
      pick(i, 'Operations manager', 'Head of dispatch'),
      `lead${i}@harbor${i}.example`,
      `+1 ${PHONE_SAFE_AREAS[i % PHONE_SAFE_AREAS.length]} 555 01${String(Math.floor(i / PHONE_SAFE_AREAS.length)).padStart(2, '0')}`,
      'United States',
      pick(i, '150', '700', '60'),
      pick(i, 'Replace a system', 'Urgent problem to solve', ''),
      pick(i, 'In-house spreadsheet', ''),
      pick(i, '', '', 'Approved'),
      '',
    ].join(';'),
  )
  return `${[header, ...rows].join('\r\n')}\r\n`
}
