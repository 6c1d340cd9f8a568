import { z } from 'zod'
import type { Links } from '../../links/links.ts'
import { idDomain } from '../message.ts'
import type { MailSettings } from '../settings.ts'
import { type AddressKind, readAddress } from '../signed-address.ts'
import type { MailRead } from './read-mail.ts'

/** Which mail of ours one that came in is about: by a signed address, which nobody makes up, else by an id that only who got the mail can know. */
export function aboutMail(
  read: Pick<MailRead, 'recipients' | 'references'>,
  envelope: readonly string[],
  settings: MailSettings,
  links: Links,
): { mail: string; by: AddressKind | 'id' } | null {
  for (const address of [...envelope, ...read.recipients]) {
    const signed = readAddress(links, address, settings.domain)
    if (signed) return { mail: signed.mail, by: signed.kind }
  }
  const end = `@${idDomain(settings)}>`
  for (const reference of read.references) {
    const id = reference.startsWith('<') && reference.endsWith(end) ? reference.slice(1, -end.length) : ''
    if (z.uuid().safeParse(id).success) return { mail: id, by: 'id' }
  }
  return null
}
