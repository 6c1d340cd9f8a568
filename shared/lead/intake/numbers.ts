import { cleanLine, type Outcome } from './text.ts'

const NUMBER = /^([^\d+-]*?)\s*([+-]?)\s*(\d[\d.,'’\s]*?|[.,]\d+)\s*(k?)(?![\p{L}\d])\s*([^\d]*)$/iu
/** What may stand before a number (a currency) and behind it (a unit): not "about" or "or more". */
const BEFORE = /^(?:\p{Sc}|[A-Z]{3})?$/u
const BEHIND = /^(?:[\p{Sc}%°]|\p{L}{1,12}\.?|\p{L}{1,8}\/\p{L}{1,12})?$/u
const MAX = 1e15

/**
 * A number as written: signs, groups of thousands, decimals, 'k', a currency or unit around it. `decimal`: how its writer marks decimals;
 * without it a mark that could be either ('1.200') is taken for one of thousands, and that is said.
 */
export function numberOf(raw: string, decimal?: '.' | ','): Outcome<number> {
  const text = cleanLine(raw)
    .replace(/^="(.*)"$/u, '$1')
    .replace(/[−–](?=\s*[\d.,])/u, '-')
  const [, before = '', sign, digits = '', thousand, after = ''] = NUMBER.exec(text) ?? []
  if (digits === '' || !BEFORE.test(before.trim()) || !BEHIND.test(after.trim()))
    return { problem: 'is no number' }
  const read = (decimal && strict(digits, decimal)) ?? loose(digits)
  if (read === null) return { problem: 'is no number' }
  const value = read.value * (thousand ? 1000 : 1) * (sign === '-' ? -1 : 1)
  if (Math.abs(value) > MAX) return { problem: 'is too large a number' }
  const unit = before !== '' || after !== '' || thousand !== ''
  return unit || read.unsure ? { value, note: `was read as ${value}` } : { value }
}

interface Read {
  value: number
  unsure: boolean
}

/** By one convention alone; null where it does not fit. */
function strict(digits: string, decimal: '.' | ','): Read | null {
  const group = decimal === '.' ? ',' : '.'
  const plain = digits.replace(/[\s'’]/gu, group)
  const [whole = '', fraction, ...more] = plain.split(decimal)
  const parts = whole.split(group)
  const grouped = parts.length === 1 || parts.every((p, i) => (i === 0 ? /^\d{1,3}$/u : /^\d{3}$/u).test(p))
  if (more.length > 0 || !grouped || !/^\d*$/u.test(fraction ?? '')) return null
  const value = Number(`${parts.join('') || '0'}.${fraction || '0'}`)
  return { value, unsure: false }
}

function loose(digits: string): Read | null {
  const marks = digits.replace(/[^.,]/gu, '')
  const last = marks.at(-1)
  const byPoint = strict(digits, '.')
  const byComma = strict(digits, ',')
  if (last !== undefined && marks.includes('.') && marks.includes(','))
    return last === '.' ? byPoint : byComma
  if (marks.length !== 1 || !byPoint || !byComma || byPoint.value === byComma.value) return byPoint ?? byComma
  // '1.200': either twelve hundred or one and a fifth. '0.200' is no group of thousands.
  const [thousands, fraction] = last === '.' ? [byComma, byPoint] : [byPoint, byComma]
  return /^0/u.test(digits) ? fraction : { ...thousands, unsure: true }
}
