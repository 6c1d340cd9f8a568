import type { NurtureCampaignInput } from '../../shared/api/nurture.ts'
import { CATALOG, type Field, type FieldId, type OwnFieldId, valueLabel } from '../../shared/lead/catalog.ts'
import { cleanLine, cut } from '../../shared/lead/intake/text.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { fieldIn } from '../../shared/policy/own-fields.ts'
import type { Policy } from '../../shared/policy/policy.ts'

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

export interface ValueContext {
  language: string
  /** 'YYYY-MM-DD'. */
  today: string
  /** Whose words own fields and their choices are shown in. */
  policy: Pick<Policy, 'ownFields'>
}

/** What stands for `{{ ... }}`. Of what is not known there is a null: a variable that is undefined is a mistake in the template. */
export function variablesOf(
  lead: Lead | null,
  campaign: Pick<NurtureCampaignInput, 'from' | 'postalAddress'>,
  links: MailLinks,
  { language, today, policy }: ValueContext,
  own: readonly OwnFieldId[],
): object {
  return {
    ...Object.fromEntries(STATED.map((f) => [f.id, lead && shownValue(lead, f.id, f)])),
    own: Object.fromEntries(
      own.map((id) => [nameOfOwn(id), lead && shownValue(lead, id, fieldIn(policy, id))]),
    ),
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
    .flatMap((f) => shownValue(lead, f.id, f) ?? [])
    .join(' ')

const nameOfOwn = (id: OwnFieldId): string => id.slice('own.'.length)

/** Names as templates write them: 'firstName', 'ids.timeline', 'links.priceList'. */
export function knownVariables(links: Iterable<string>, own: Iterable<OwnFieldId>): Set<string> {
  return new Set([
    ...STATED.map((f) => f.id),
    ...CHOICES.map((f) => `ids.${f.id}`),
    ...own,
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
function shownValue(lead: Lead, id: FieldId, field: Field | undefined): string | null {
  const value = fieldValue(lead, id)
  if (value === null) return null
  const text = cut(cleanLine(valueLabel(field, value)), LONGEST)
  if (text === '') return null
  if (field?.kind === 'url') return /^https?:\/\//u.test(text) ? text : null
  return ADDRESS_OF_A_PAGE.test(text) ? null : text
}
