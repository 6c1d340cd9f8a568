import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import { identityKeys } from '../../shared/lead/identity.ts'
import { normaliseFor } from '../../shared/lead/intake/normalise.ts'
import { isBlank } from '../../shared/lead/intake/text.ts'
import type { Subject } from '../../shared/lead/likeness.ts'
import { fieldIn } from '../../shared/policy/own-fields.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'
import { instant } from './lead-of.ts'
import { likelyOf } from './likely-duplicates.ts'

export interface NewLead {
  campaign: string
  /** As typed; empty texts are left out. */
  fields: Partial<Record<FieldId, string>>
  /** ISO alpha-2 of where a phone number without country code belongs, unless the lead has a country of its own. */
  defaultCountry?: string
  /** How numbers are typed here. */
  decimal?: '.' | ','
  /** Add it although leads on this machine are, or are likely, the same person. */
  evenIfDuplicate?: boolean
}

type Problems = Partial<Record<FieldId, string>>
type Values = Partial<Record<FieldId, FieldValue>>

/** `tooLittle`: nothing tells how to reach them, and such a lead is invalid. */
export type AddLeadResult =
  | { added: string }
  | { problems: Problems }
  | { tooLittle: true }
  | { duplicates: Known[] }

/** A lead on this machine that the new one may be. */
export interface Known {
  row: LeadRow
  /** Why they are likely one person; empty where they share a phone number, an address or an external id. */
  because: readonly string[]
}

/** Adds a lead by hand, unless a field is no good ('is no phone number', by field) or the person is already here. */
export async function addLead(desk: Desk, input: NewLead): Promise<AddLeadResult> {
  const { values, problems } = normaliseAll(input, desk.reader.policy(input.campaign))
  if (Object.keys(problems).length > 0) return { problems }
  if (!values.phone && !values.mobile && !values.email) return { tooLittle: true }
  if (!input.evenIfDuplicate) {
    const duplicates = await knownLeads(desk, input.campaign, values)
    if (duplicates.length > 0) return { duplicates }
  }
  const leadId = desk.newId()
  await desk.transactor.commit([
    {
      leadId,
      type: 'lead.captured',
      payload: {
        campaign: input.campaign,
        channel: 'desk',
        label: 'Added by hand',
        at: instant(desk.now()),
        fields: values,
        raw: input.fields as Record<string, string>,
      },
    },
  ])
  return { added: leadId }
}

/** Who is here already: by an exact key, then who is likely the same person. */
async function knownLeads(desk: Desk, campaign: string, values: Values): Promise<Known[]> {
  const rows = desk.reader.withKeys(identityKeys(values)).flatMap((id) => desk.reader.row(id) ?? [])
  const exact = [...new Set(rows)].map((row) => ({ row, because: [] }))
  const likely = await likelyOf(desk, { campaign, subject: subjectOfValues(values) })
  return [
    ...exact,
    ...likely.flatMap(({ id, likeness }) => {
      const row = desk.reader.row(id)
      if (!row || rows.includes(row)) return []
      return [{ row, because: likeness.reasons.filter((r) => r.speaksFor).map((r) => r.text) }]
    }),
  ]
}

function subjectOfValues(values: Values): Subject {
  const text = (id: FieldId) => String(values[id] ?? '')
  return {
    id: '',
    firstName: text('firstName'),
    lastName: text('lastName'),
    company: text('company'),
    email: text('email'),
    website: text('website'),
    phones: [text('phone'), text('mobile')].filter((phone) => phone !== ''),
    country: text('country'),
    postalCode: text('postalCode'),
  }
}

function normaliseAll(
  { fields, defaultCountry, decimal }: NewLead,
  policy: Policy,
): { values: Values; problems: Problems } {
  const values: Values = {}
  const problems: Problems = {}
  const typed = Object.entries(fields) as [FieldId, string][]
  const countryFirst = typed.sort(([a], [b]) => Number(b === 'country') - Number(a === 'country'))
  for (const [field, text] of countryFirst) {
    const known = fieldIn(policy, field)
    // What was typed for a campaign that was chosen before has no place in this one.
    if (isBlank(text) || !known) continue
    const country = values.country === undefined ? undefined : String(values.country)
    const outcome = normaliseFor(known, text, { defaultCountry, country, decimal })
    if ('problem' in outcome) problems[field] = outcome.problem
    else values[field] = outcome.value
  }
  return { values, problems }
}
