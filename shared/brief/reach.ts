import { opensAt } from '../contact/contact.ts'
import { placeName } from '../contact/place-name.ts'
import { cityOf } from '../contact/words.ts'
import type { FieldId } from '../lead/catalog.ts'
import { domainOf } from '../lead/intake/email.ts'
import { type PhoneFacts, phoneFacts } from '../lead/intake/phone.ts'
import { fieldValue, type Lead } from '../lead/lead.ts'
import { suppressionKey } from '../lead/suppression.ts'
import type { BriefGround, BriefLine, BriefSection } from './brief.ts'
import { cutLine, either, joined, numberText, short, valueText } from './say.ts'
import type { Line } from './teller.ts'

/** First and last name, one text: in right-to-left letters it is read as one. */
export const nameOf = (lead: Lead): string =>
  short(joined([namePart(lead, 'firstName'), namePart(lead, 'lastName')], ' '), 2 * PART + 3)

const PART = 60
const namePart = (lead: Lead, id: FieldId) => cutLine(String(fieldValue(lead, id) ?? ''), PART)

export const about = (lead: Lead): string =>
  joined([
    valueText(lead, 'jobTitle'),
    valueText(lead, 'company'),
    valueText(lead, 'city', 60),
    regionOf(lead),
  ])

/** 'Virginia, the United States'; as stated. */
function regionOf(lead: Lead): string {
  const [country, state] = [valueText(lead, 'country', 60), valueText(lead, 'state', 60)]
  const code = /^[A-Z]{2}$/.test(country)
  const named = code && state !== '' ? placeName(`${country}-${state}`) : state
  return joined([named === `${country}-${state}` ? state : named, code ? placeName(country) : country])
}

export const LINE_TYPES: Record<PhoneFacts['type'], string> = {
  mobile: 'mobile',
  fixed: 'landline',
  fixedOrMobile: 'landline or mobile',
  other: 'kind of line not known',
}

export function reachSection(ground: BriefGround): BriefSection {
  const { lead, tell } = ground
  const lines = tell.lines.map((line) => numberLine(ground, line))
  const mail = emailLine(ground)
  const language = valueText(lead, 'language', 40)
  return {
    id: 'reach',
    title: 'How to reach',
    lines: [
      ...(lines.length > 0 ? lines : [{ label: 'Phone', text: 'No number known', note: '' }]),
      ...(mail ? [mail] : []),
      ...localTimes(ground),
      ...(language ? [{ label: 'Language', text: languageName(language), note: '' }] : []),
    ],
  }
}

function numberLine({ lead, tell, more }: BriefGround, { contact, closed }: Line): BriefLine {
  const { number, barred, openings } = contact
  const label = fieldValue(lead, 'phone') === number ? 'Phone' : 'Mobile'
  const first = closed[0]
  const opens = opensAt(contact, more.now)
  const until = openings.find((o) => more.now < o.to)?.to
  const may =
    barred[0] !== undefined
      ? `Must not be called: ${short(barred[0].text, 160)}`
      : first !== undefined
        ? `Not now: ${short(first.text, 160)}${opens ? `; may be called from ${tell.there(opens)}` : ''}`
        : `May be called now${until ? `, until ${tell.there(until)}` : ''}`
  return { label, text: `${numberText(number)} (${LINE_TYPES[phoneFacts(number).type]})`, note: may }
}

function emailLine({ lead, more }: BriefGround): BriefLine | null {
  const address = fieldValue(lead, 'email')
  if (typeof address !== 'string' || address === '') return null
  const list =
    more.suppressedBy(suppressionKey('email', address)) ??
    more.suppressedBy(suppressionKey('email', `@${domainOf(address)}`))
  const note = list === null ? '' : `Must not be written to: it is on the list “${short(list)}”`
  return { label: 'E-mail', text: short(address, 120), note }
}

function localTimes({ tell, more }: BriefGround): BriefLine[] {
  const shown = tell.zones.slice(0, 3).map((zone) => `${tell.weekClock(more.now, zone)} in ${cityOf(zone)}`)
  if (shown.length === 0) return [{ label: 'Local time', text: 'Not known', note: '' }]
  const others = tell.zones.length > 3 ? ['another zone'] : []
  return [{ label: 'Local time', text: either([...shown, ...others]), note: '' }]
}

const languages = new Intl.DisplayNames(['en'], { type: 'language' })
const languageName = (code: string) =>
  /^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(code) ? (languages.of(code) ?? code) : code
