import { PLACEHOLDER } from '../../shared/api/enrichers.ts'
import type { FieldId } from '../../shared/lead/catalog.ts'
import { companyDomain, domainOf } from '../../shared/lead/intake/email.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'

/** The address to ask about a lead; null when the lead lacks what the template needs. */
export function addressOf(template: string, lead: Lead): string | null {
  let lacks = false
  const address = template.replace(PLACEHOLDER, (_, name: string) => {
    const value = name === 'domain' ? companyDomainOf(lead) : String(fieldValue(lead, name as FieldId) ?? '')
    if (value === '') lacks = true
    return encodeURIComponent(value)
  })
  return lacks ? null : address
}

/** Of the e-mail address, else of the website; '' where the person writes from a private provider and has no website. */
function companyDomainOf(lead: Lead): string {
  const email = fieldValue(lead, 'email')
  const website = fieldValue(lead, 'website')
  const own = typeof email === 'string' ? companyDomain(domainOf(email)) : ''
  if (own !== '' || typeof website !== 'string' || !URL.canParse(website)) return own
  return companyDomain(new URL(website).hostname)
}
