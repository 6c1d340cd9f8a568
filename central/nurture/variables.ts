import type { NurtureCampaignInput } from '../../shared/api/nurture.ts'
import { CATALOG, type Field, type FieldId, labelOf } from '../../shared/lead/catalog.ts'
import { cleanLine, cut } from '../../shared/lead/intake/text.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'

const FIELDS: readonly (Field & { id: FieldId })[] = CATALOG
const STATED = FIELDS.filter((f) => !f.derived)
const CHOICES = STATED.filter((f) => f.kind === 'choice')
const LONGEST = 200

/** Where the links of one mail lead: signed ones, or in a preview where those would. */
export interface MailLinks {
  links: Record<string, string>
  form: string
  unsubscribe: string
}

/** What stands for `{{ ... }}`. Of what is not known there is a null: a variable that is undefined is a mistake in the template. */
export function variablesOf(
  lead: Lead | null,
  campaign: Pick<NurtureCampaignInput, 'from' | 'postalAddress'>,
  links: MailLinks,
  { language, today }: { language: string; today: string },
): object {
  return {
    ...Object.fromEntries(STATED.map((f) => [f.id, lead && shownValue(lead, f)])),
    ids: Object.fromEntries(CHOICES.map((f) => [f.id, lead && fieldValue(lead, f.id)])),
    sender: { ...campaign.from },
    postalAddress: campaign.postalAddress,
    language,
    today,
    ...links,
  }
}

/** What a mail is addressed to; '' for somebody without a name. */
export const nameOf = (lead: Lead): string =>
  STATED.filter((f) => f.id === 'firstName' || f.id === 'lastName')
    .flatMap((f) => shownValue(lead, f) ?? [])
    .join(' ')

/** Names as templates write them: 'firstName', 'ids.timeline', 'links.priceList'. */
export function knownVariables(links: Iterable<string>): Set<string> {
  return new Set([
    ...STATED.map((f) => f.id),
    ...CHOICES.map((f) => `ids.${f.id}`),
    ...[...links].map((name) => `links.${name}`),
    'sender.name',
    'sender.address',
    'form',
    'unsubscribe',
    'postalAddress',
    'language',
    'today',
  ])
}

const ADDRESS_OF_A_PAGE = /:\/\/|\bwww\./iu

/**
 * What a person gave is one clean line. Anybody can put anybody's address into a form, with an advertisement for a name: what holds the
 * address of a page where none belongs is left out.
 */
function shownValue(lead: Lead, { id, kind }: Field & { id: FieldId }): string | null {
  const value = fieldValue(lead, id)
  if (value === null) return null
  const text = cut(cleanLine(labelOf(id, value)), LONGEST)
  if (text === '') return null
  if (kind === 'url') return /^https?:\/\//u.test(text) ? text : null
  return ADDRESS_OF_A_PAGE.test(text) ? null : text
}
