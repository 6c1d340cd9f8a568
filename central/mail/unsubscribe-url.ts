import type { Links } from '../links/links.ts'

/** The address by which the person who got a mail wants no more of them: for `NewMail.unsubscribe` and the text. It never expires. */
export const unsubscribeUrl = (links: Links, lead: string, mail: string): string =>
  links.url('unsubscribe', { lead, mail })
