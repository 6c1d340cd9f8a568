import { hasResponse } from '../events/take-back.ts'
import type { FieldId } from '../lead/catalog.ts'
import { domainOf, isDisposable, isRoleAddress } from '../lead/intake/email.ts'
import { testEntryReason } from '../lead/intake/test-entry.ts'
import { fieldValue, type Lead } from '../lead/lead.ts'
import type { Policy } from './policy.ts'

export const INVALID_REASONS = [
  'takenBack',
  'noReach',
  'testEntry',
  'roleAddress',
  'disposableAddress',
] as const
export type InvalidReasonId = (typeof INVALID_REASONS)[number]

/** Why nobody is to work a lead. */
export interface InvalidReason {
  id: InvalidReasonId
  /** A sentence without its full stop. */
  text: string
  /** The field it is about, where it is one. */
  field?: FieldId
}

export const USUAL_VALIDITY: NonNullable<Policy['validity']> = {
  roleAddresses: 'accept',
  disposableAddresses: 'refuse',
}

/** Why the lead is invalid, but for what a person set aside; empty for a valid one. Of a component, ask with all its parts combined. */
export function invalidReasons(lead: Lead, policy: Policy): InvalidReason[] {
  const all = allInvalidReasons(lead, policy)
  if (all.length === 0 || lead.reinstated.length === 0) return all
  const setAside = new Set(lead.reinstated.flatMap((r) => r.reasons))
  return all.filter((reason) => !setAside.has(reason.id))
}

/** The same with what was set aside. A lead of which no capture is known yet is nothing to judge: empty. */
export function allInvalidReasons(lead: Lead, policy: Policy): InvalidReason[] {
  if (lead.responses.length === 0) return []
  if (!hasResponse(lead)) return [{ id: 'takenBack', text: 'The import that it came with was taken back' }]
  const email = textOf(lead, 'email')
  const callable = textOf(lead, 'phone') !== '' || textOf(lead, 'mobile') !== ''
  const test = testEntry(lead, email, callable)
  if (callable) return test
  if (email === '')
    return [{ id: 'noReach', text: 'There is no phone number and no e-mail address' }, ...test]
  return [...test, ...addressReasons(lead, email, policy.validity ?? USUAL_VALIDITY)]
}

const textOf = (lead: Lead, field: FieldId): string => String(fieldValue(lead, field) ?? '').trim()

function testEntry(lead: Lead, email: string, callable: boolean): InvalidReason[] {
  const reason = testEntryReason({
    firstName: textOf(lead, 'firstName'),
    lastName: textOf(lead, 'lastName'),
    company: textOf(lead, 'company'),
    email,
    callable,
  })
  return reason === null ? [] : [{ id: 'testEntry', text: `Looks like a test: ${reason}` }]
}

/** Of an address that is the only way to reach somebody. */
function addressReasons(
  lead: Lead,
  email: string,
  validity: NonNullable<Policy['validity']>,
): InvalidReason[] {
  const reasons: InvalidReason[] = []
  const nameless = textOf(lead, 'firstName') === '' && textOf(lead, 'lastName') === ''
  if (validity.roleAddresses === 'refuse' && nameless && isRoleAddress(email))
    reasons.push({
      id: 'roleAddress',
      text: `${email} is nobody's own address, and no person is named`,
      field: 'email',
    })
  if (validity.disposableAddresses === 'refuse' && isDisposable(domainOf(email)))
    reasons.push({ id: 'disposableAddress', text: `${email} is a throw-away address`, field: 'email' })
  return reasons
}
