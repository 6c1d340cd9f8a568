import type { FieldId } from '../../shared/lead/catalog.ts'
import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'

export interface NewLead {
  campaign: string
  /** As typed; empty texts are left out. */
  fields: Partial<Record<FieldId, string>>
  /** Add it although leads on this machine share its phone, e-mail or external id. */
  evenIfDuplicate?: boolean
}

export type AddLeadResult =
  | { added: string }
  | { problems: Partial<Record<FieldId, string>> }
  | { duplicates: LeadRow[] }

/** Adds a lead by hand, unless a field is no good or the person is already here. */
export async function addLead(desk: Desk, input: NewLead): Promise<AddLeadResult> {
  throw new Error(`addLead waits for the intake rules (${desk.me.id}, ${input.campaign})`)
}
