import { createHmac } from 'node:crypto'
import type { Mapped } from '../../shared/api/channels.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { type MappedFrom, mappedOf } from './mapping.ts'

/** The parameter in which the shop gets the reference. */
const REFERENCE = 'leadwright'

/** The shop's address with the mapped fields as parameters, as far as they are known; what the address had stays. */
export function shopAddress(url: string, mapping: readonly Mapped[], from: MappedFrom, policy: Policy): URL {
  const address = new URL(url)
  for (const [name, value] of mappedOf(mapping, from, policy))
    if (value !== null) address.searchParams.set(name, String(value))
  return address
}

/** The same with the reference under which the shop tells the outcome: the hand-off's id, signed with the channel's secret. */
export function withReference(address: URL, handOff: string, secret: string): URL {
  address.searchParams.set(REFERENCE, referenceOf(handOff, secret))
  return address
}

/** `<hand-off>.<HMAC-SHA256 of it, base64url>`: a shop that has the secret can tell that it was not made up. */
export function referenceOf(handOff: string, secret: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/u, ''), 'base64')
  return `${handOff}.${createHmac('sha256', key).update(handOff).digest('base64url')}`
}
