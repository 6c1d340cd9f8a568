import type { Mapped } from '../../shared/api/channels.ts'
import type { Brief } from '../../shared/brief/brief.ts'
import { briefHtml } from '../../shared/brief/html.ts'
import { briefText } from '../../shared/brief/text.ts'
import { cleanLine, cut } from '../../shared/lead/intake/text.ts'
import { fieldValue } from '../../shared/lead/lead.ts'
import { ROUTE_LABELS } from '../../shared/lead/route.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { type MappedFrom, mappedOf } from './mapping.ts'

export interface MailContent {
  subject: string
  text: string
  html: string
}

/** The lead brief as a mail to who is to act on it: what the mapping names comes first, as far as it is known. */
export function handOffMail(
  brief: Brief,
  from: MappedFrom,
  mapping: readonly Mapped[],
  policy: Policy,
): MailContent {
  const lines = mappedOf(mapping, from, policy).flatMap(([label, value]) =>
    value === null ? [] : [{ label, text: cut(cleanLine(String(value)), 500), note: '' }],
  )
  const mapped = { id: 'mapped' as const, title: 'At a glance', lines }
  const whole = lines.length === 0 ? brief : { ...brief, sections: [mapped, ...brief.sections] }
  const company = cleanLine(String(fieldValue(from.lead, 'company') ?? ''))
  const about = [brief.name, company].filter((text) => text !== '').join(', ')
  return {
    subject: cut(`${ROUTE_LABELS[from.handOff.route]}: ${about}`, 150),
    text: briefText(whole),
    html: briefHtml(whole),
  }
}
