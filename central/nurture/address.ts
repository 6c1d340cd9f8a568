import { domainOf, isDisposable } from '../../shared/lead/intake/email.ts'
import { emailOf } from '../../shared/lead/intake/web.ts'
import { fieldValue, type Lead } from '../../shared/lead/lead.ts'
import { suppressionKey } from '../../shared/lead/suppression.ts'

/** Where a lead is written to; `key` null: nowhere. */
type Address = { key: number; address: string } | { key: null; problem: 'noAddress' | 'badAddress' }

export function addressOf(lead: Lead): Address {
  const stated = String(fieldValue(lead, 'email') ?? '').trim()
  if (stated === '') return { key: null, problem: 'noAddress' }
  const read = emailOf(stated)
  if (!('value' in read) || isDisposable(domainOf(read.value))) return { key: null, problem: 'badAddress' }
  return { key: suppressionKey('email', read.value), address: read.value }
}

/** The keys under which suppression lists may hold an address: its own, and its domain's. */
export const suppressionKeysOf = (address: string): number[] => [
  suppressionKey('email', address),
  suppressionKey('email', `@${domainOf(address)}`),
]
