import { fieldValue, type Lead } from '../../../shared/lead/lead.ts'

/** What a lead is called where only its facts are at hand; '' when nothing names it. */
export function nameOfLead(lead: Lead): string {
  const name = [fieldValue(lead, 'firstName'), fieldValue(lead, 'lastName')]
    .filter((part) => part !== null)
    .join(' ')
  return name || String(fieldValue(lead, 'email') ?? fieldValue(lead, 'company') ?? '')
}
