import { placeName } from '../contact/place-name.ts'
import { whereaboutsOf } from '../contact/whereabouts.ts'
import { companyDomain, emailFacts } from '../lead/intake/email.ts'
import { phoneFacts } from '../lead/intake/phone.ts'
import { fieldValue } from '../lead/lead.ts'
import type { BriefGround, BriefLine, BriefSection } from './brief.ts'
import { LINE_TYPES } from './reach.ts'
import { joined, numberText, short, valueText } from './say.ts'

/** What follows from the lead's own values without asking anybody. */
export function companySection(ground: BriefGround): BriefSection {
  const { lead, tell } = ground
  const { places } = whereaboutsOf(lead, tell.lines[0]?.contact.number ?? '')
  const lines = [
    { label: 'Region', text: short(joined(regions(places)), 120), note: '' },
    { label: 'Time zone', text: short(joined(tell.zones.slice(0, 4)), 120), note: '' },
    domainLine(ground),
    { label: 'Website', text: valueText(lead, 'website', 120), note: '' },
    {
      label: 'Phone line',
      text: joined(
        tell.lines.map((l) => lineText(l.contact.number, tell.lines.length)),
        '; ',
      ),
      note: '',
    },
  ]
  return { id: 'company', title: 'Derived facts', lines: lines.filter((line) => line.text !== '') }
}

/** Narrower ones first: 'Virginia', 'the United States'. */
const regions = (places: readonly string[]) =>
  [...places].sort((a, b) => Number(b.includes('-')) - Number(a.includes('-'))).map(placeName)

function domainLine({ lead }: BriefGround): BriefLine {
  const address = fieldValue(lead, 'email')
  if (typeof address !== 'string' || address === '') return { label: 'Domain', text: '', note: '' }
  const { domain, freemail, disposable, role, suggestion } = emailFacts(address)
  const own = suggestion === null ? 'company domain' : ''
  const kind = disposable ? 'throw-away address' : freemail ? 'private provider' : own
  const company = freemail || disposable ? '' : companyDomain(domain)
  const meant = suggestion === null ? '' : `perhaps ${short(suggestion, 120)} was meant`
  return {
    label: 'Domain',
    text: short(company || domain, 120),
    note: joined([kind, role ? 'shared mailbox' : '', meant]),
  }
}

function lineText(number: string, among: number): string {
  const { country, type } = phoneFacts(number)
  const issued = country === null ? '' : `, issued in ${placeName(country)}`
  return `${among > 1 ? `${numberText(number)}: ` : ''}${LINE_TYPES[type]}${issued}`
}
