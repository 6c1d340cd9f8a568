import type { TFunction } from 'i18next'
import type { ContactReason } from '../../../shared/contact/contact.ts'
import type { NumberState } from '../../flow/numbers.ts'
import { clock, weekMoment } from './time.ts'

/** 'Mon 08:00 there, 14:00 here'; here alone where it is not one zone that they are in. @param now epoch milliseconds */
export function thereAndHere(at: string, zones: readonly string[], now: number, t: TFunction): string {
  const there = zones.length === 1 ? weekMoment(at, now, zones[0]) : ''
  const here = weekMoment(at, now)
  if (there === '' || there === here) return here
  const dayOf = (text: string) => text.slice(0, -'08:00'.length)
  return t('contact.both', { there, here: dayOf(there) === dayOf(here) ? clock(at) : here })
}

/** 'Opens Mon 08:00 there, 14:00 here', 'May not be called'; '' while the number may be dialed. @param now epoch milliseconds */
export function opensText({ open, opensAt, contact }: NumberState, now: number, t: TFunction): string {
  if (open) return ''
  if (opensAt === null) return t('contact.never')
  return t('contact.opens', { at: thereAndHere(opensAt, contact.zones, now, t) })
}

/** 'Calls to Virginia are allowed from 8:00 to 21:00 (47 CFR 64.1200(c)(1))' */
export const reasonText = ({ text, source }: ContactReason): string => (source ? `${text} (${source})` : text)

/** When it opens, then every reason; '' while the number may be dialed. */
export const contactText = (state: NumberState, now: number, t: TFunction): string =>
  state.open ? '' : `${[opensText(state, now, t), ...state.reasons.map(reasonText)].join('. ')}.`
