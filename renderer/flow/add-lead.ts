import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import { identityKeys } from '../../shared/lead/identity.ts'
import { normalise } from '../../shared/lead/intake/normalise.ts'
import { isBlank } from '../../shared/lead/intake/text.ts'
import { zoneOf } from '../../shared/lead/intake/zones.ts'
import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'
import { instant } from './lead-of.ts'

export interface NewLead {
  campaign: string
  /** As typed; empty texts are left out. */
  fields: Partial<Record<FieldId, string>>
  /** ISO alpha-2 of where a phone number without country code belongs, unless the lead has a country of its own. */
  defaultCountry?: string
  /** Add it although leads on this machine share its phone, e-mail or external id. */
  evenIfDuplicate?: boolean
}

type Problems = Partial<Record<FieldId, string>>
type Values = Partial<Record<FieldId, FieldValue>>

export type AddLeadResult = { added: string } | { problems: Problems } | { duplicates: LeadRow[] }

/** Adds a lead by hand, unless a field is no good ('is no phone number', by field) or the person is already here. */
export async function addLead(desk: Desk, input: NewLead): Promise<AddLeadResult> {
  const { values, problems } = normaliseAll(input)
  if (Object.keys(problems).length > 0) return { problems }
  const same = desk.reader.withKeys(identityKeys(values)).flatMap((id) => desk.reader.row(id) ?? [])
  if (same.length > 0 && !input.evenIfDuplicate) return { duplicates: same }
  const zone = values.timeZone === undefined ? zoneOf(values) : null
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
        fields: zone === null ? values : { ...values, timeZone: zone },
        raw: input.fields as Record<string, string>,
      },
    },
  ])
  return { added: leadId }
}

function normaliseAll({ fields, defaultCountry }: NewLead): { values: Values; problems: Problems } {
  const values: Values = {}
  const problems: Problems = {}
  const typed = Object.entries(fields) as [FieldId, string][]
  const countryFirst = typed.sort(([a], [b]) => Number(b === 'country') - Number(a === 'country'))
  for (const [field, text] of countryFirst) {
    if (isBlank(text)) continue
    const country = values.country === undefined ? undefined : String(values.country)
    const outcome = normalise(field, text, { defaultCountry, country })
    if ('problem' in outcome) problems[field] = outcome.problem
    else values[field] = outcome.value
  }
  const reachable = identityKeys(values).length > 0 || values.lastName || values.company
  if (!reachable && Object.keys(problems).length === 0)
    problems.lastName = 'a name, a company, a phone number or an e-mail address is needed'
  return { values, problems }
}
