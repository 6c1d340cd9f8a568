import { LOCALE } from './time.ts'

/** Numbers other than plain counts, as people read them here. */

const percents = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 0 })
const smallPercents = new Intl.NumberFormat(LOCALE, { style: 'percent', maximumFractionDigits: 1 })
const decimals = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 1 })
const currencies = new Map<string, Intl.NumberFormat>()

const exact = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 12 })

/** A number as somebody gave it: '1,234.56', nothing rounded away. */
export const numberText = (n: number): string => exact.format(n)

/** What people here write between a number and its decimals. */
export const DECIMAL_MARK: '.' | ',' =
  exact.formatToParts(1.5).find((p) => p.type === 'decimal')?.value === ',' ? ',' : '.'

/** '28%'; under one '0.4%': a few are not nobody. @param share 0 to 1 */
export const percent = (share: number): string =>
  (Math.abs(share) < 0.01 ? smallPercents : percents).format(share)

/** '3.4' */
export const decimal = (n: number): string => decimals.format(n)

/** '0.910': always so many decimals, for figures that stand below each other. */
export const fixed = (n: number, decimals: number): string =>
  n.toLocaleString(LOCALE, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })

/** '€12,400', in whole units. @param currency ISO 4217; '': a plain number */
export function money(value: number, currency: string): string {
  if (currency === '') return decimals.format(value)
  let found = currencies.get(currency)
  if (!found) {
    found = new Intl.NumberFormat(LOCALE, { style: 'currency', currency, maximumFractionDigits: 0 })
    currencies.set(currency, found)
  }
  return found.format(value)
}
