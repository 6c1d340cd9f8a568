import { DEMO_HEADERS, demoRows } from '../../../central/demo/rows.ts'

const AT_ONCE = 2000
const PHONE = DEMO_HEADERS.indexOf('Phone Number')
const EMAIL = DEMO_HEADERS.indexOf('Email')

/**
 * Rows of so many made-up people, headers first. The demo's numbers, kept for drama, are too few for more than some thousands: theirs are
 * replaced by others, which nobody dials.
 */
export function manyRows(people: number, now: number): string[][] {
  const rows: string[][] = [[...DEMO_HEADERS]]
  const numbers = new Map<string, string>()
  for (let seed = 1; seed <= people / AT_ONCE; seed += 1)
    for (const [i, cells] of [...demoRows(AT_ONCE, seed, now)].entries()) {
      if (i === 0) continue
      const row = [...cells]
      const key = `${seed} ${row[PHONE]}`
      if (row[PHONE]) {
        if (!numbers.has(key)) numbers.set(key, `+44207${1_000_000 + numbers.size}`)
        row[PHONE] = numbers.get(key)!
      }
      row[EMAIL] = row[EMAIL]!.replace('@', `.${seed}@`)
      rows.push(row)
    }
  return rows
}
