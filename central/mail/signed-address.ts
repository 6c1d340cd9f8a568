import type { Links } from '../links/links.ts'

/** What mail to a signed address is: a bounce of a mail of ours, or somebody's answer to it. */
export type AddressKind = 'bounce' | 'reply'

const PATTERN = /^(bounce|reply)\+([0-9a-f]{32})\.([0-9a-f]{16})@(.+)$/

/** 'reply+<id>.<signature>@<domain>': tells which mail it is about, whatever the answer keeps of it. Below the 64 characters of a mailbox's name. */
export function signedAddress(links: Links, kind: AddressKind, mail: string, domain: string): string {
  const id = mail.replaceAll('-', '')
  return `${kind}+${id}.${links.sign(kind, id)}@${domain}`
}

/** The mail that a signed address is of; null: it is none, or was made up. Case does not count: some servers change it. */
export function readAddress(
  links: Links,
  address: string,
  domain: string | null,
): { kind: AddressKind; mail: string } | null {
  const [, kind, id, signature, of] = PATTERN.exec(address.trim().toLowerCase()) ?? []
  if (!kind || !id || !signature || of !== domain) return null
  if (!links.isSigned(kind, id, signature)) return null
  return { kind: kind as AddressKind, mail: uuidOf(id) }
}

/** 32 hexadecimal digits as a UUID. */
const uuidOf = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
