import { isDoNotCall, type Lead } from '../lead/lead.ts'
import { type Need, rulesOn } from './rules.ts'

/** What a person's consents to calls come to: the latest stands. */
export type Given = 'yes' | 'no' | 'refused'

export function phoneConsent(lead: Lead): Given {
  const last = lead.consents.filter((c) => c.for === 'phone').at(-1)
  if (!last) return 'no'
  if (last.given) return 'yes'
  return isDoNotCall(lead) ? 'refused' : 'no'
}

/** A rule whose need of consent is not met. */
export interface Unmet {
  place: string
  need: Exclude<Need, 'none'>
  source: string
}

/** The first rule of the places, on a day ('YYYY-MM-DD'), that asks for a consent there is not; null when all are content. */
export function unmetConsent(
  places: readonly string[],
  day: string,
  business: boolean,
  given: Given,
): Unmet | null {
  for (const place of places)
    for (const { consent, source } of rulesOn(place, day)) {
      const need = consent ? (business ? consent.businesses : consent.consumers) : 'none'
      if (need === 'express' && given !== 'yes') return { place, need, source }
      if (need === 'presumed' && given === 'refused') return { place, need, source }
    }
  return null
}
