import type { SendMailOptions } from 'nodemailer'
import type { MailKind } from '../../shared/api/mail.ts'
import { cleanLine, cut } from '../../shared/lead/intake/text.ts'
import type { Links } from '../links/links.ts'
import type { MailSettings } from './settings.ts'
import { signedAddress } from './signed-address.ts'

export interface MailRow {
  id: string
  kind: MailKind
  to_name: string
  to_address: string
  from_name: string | null
  from_address: string | null
  subject: string
  body: string
  html: string | null
  lead: string | null
  unsubscribe: string | null
  /** ISO instant. */
  at: string
}

/** What goes to the lead itself: its answer is a response. Everything else goes to people of the house and partners. */
export const isToLead = (kind: MailKind): boolean => kind === 'nurture' || kind === 'link'

const ADDRESS = /^[^\s<>()[\]\\,;:"@\p{Cc}]{1,64}@[^\s<>()[\]\\,;:"@\p{Cc}]{1,253}$/u
/** Longer lines of a header are cut by some servers. */
const LINE = 250

/** Whether mail can be sent to it: one bare address, without anything that would be read as another one. */
export const isAddress = (text: string): boolean => ADDRESS.test(text)

/** The part after the @ of the mails' ids. */
export const idDomain = ({ domain, from }: MailSettings): string =>
  domain ?? from.address.slice(from.address.lastIndexOf('@') + 1)

/**
 * A mail as the library builds it: the same row is the same message, byte by byte, so that one sent twice is recognised. Names and subjects come from
 * leads: each becomes one line without controls. Nothing in it tells whether it was opened.
 */
export function messageOf(mail: MailRow, settings: MailSettings, links: Links): SendMailOptions {
  const { domain } = settings
  const from =
    mail.from_address === null ? settings.from : { name: mail.from_name ?? '', address: mail.from_address }
  const signed = (kind: 'bounce' | 'reply') =>
    domain === null ? null : signedAddress(links, kind, mail.id, domain)
  const replyTo = isToLead(mail.kind) ? signed('reply') : null
  return {
    messageId: `<${mail.id}@${idDomain(settings)}>`,
    date: new Date(mail.at),
    from: { name: oneLine(from.name), address: from.address },
    to: { name: oneLine(mail.to_name), address: mail.to_address },
    envelope: { from: signed('bounce') ?? from.address, to: [mail.to_address] },
    ...(replyTo ? { replyTo: { name: oneLine(from.name), address: replyTo } } : {}),
    subject: oneLine(mail.subject),
    text: mail.body,
    ...(mail.html === null ? {} : { html: mail.html }),
    headers: { 'Auto-Submitted': 'auto-generated', ...unsubscription(mail.unsubscribe) },
    xMailer: false,
    baseBoundary: mail.id,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** RFC 8058. The address stays on one line: folded, some programs lose its end. */
function unsubscription(url: string | null): Record<string, string | { prepared: boolean; value: string }> {
  if (url === null) return {}
  return {
    'List-Unsubscribe': { prepared: true, value: `<${oneLine(url, 2000)}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }
}

const oneLine = (text: string, max = LINE): string => cut(cleanLine(text), max)
