import addressparser from 'nodemailer/lib/addressparser'
import { z } from 'zod'

export interface Mailbox {
  /** May be empty. */
  name: string
  address: string
}

/** How mail is sent and taken in: the same in every central on one database. */
export interface MailSettings {
  /** The server that mails are handed to; null: each becomes a file in the data folder's outbox. */
  smtp: SmtpServer | null
  /** The sender of mails that name none. */
  from: Mailbox
  /** The domain whose mail reaches central's inbound side: replies and bounces go to addresses of it. null: to the sender. */
  domain: string | null
  /** Where central itself takes mail in; null: only over HTTP. */
  inbound: { host: string; port: number } | null
  /** The postal address that commercial mail must carry; null: none was set. */
  postalAddress: string | null
}

export interface SmtpServer {
  host: string
  port: number
  /** TLS from the first byte. */
  secure: boolean
  /** Else by STARTTLS, which is insisted on; false: never. */
  tls: boolean
  auth: { user: string; pass: string } | null
}

export type MailVariables = Partial<
  Record<
    | 'SMTP_URL'
    | 'MAIL_FROM'
    | 'MAIL_DOMAIN'
    | 'MAIL_POSTAL_ADDRESS'
    | 'INBOUND_SMTP_PORT'
    | 'INBOUND_SMTP_HOST',
    string
  >
>

const HOST = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i

/** Throws, naming the variable, when one is not as it must be; an empty one is one not set. */
export function mailSettings(variables: MailVariables): MailSettings {
  const of = (name: keyof MailVariables) => variables[name]?.trim() || undefined
  const smtp = smtpServer(of('SMTP_URL'))
  const domain = of('MAIL_DOMAIN')?.toLowerCase() ?? null
  if (domain !== null && !(HOST.test(domain) && domain.includes('.')))
    throw wrong('MAIL_DOMAIN', 'a domain like mail.example.com')
  const from = of('MAIL_FROM')
  if (smtp && from === undefined)
    throw new Error('SMTP_URL is set, so MAIL_FROM must name the sender, like Leadwright <leads@example.com>')
  return {
    smtp,
    from:
      from === undefined ? { name: 'Leadwright', address: 'leadwright@localhost.invalid' } : mailbox(from),
    domain,
    inbound: inbound(of('INBOUND_SMTP_PORT'), of('INBOUND_SMTP_HOST')),
    postalAddress: of('MAIL_POSTAL_ADDRESS') ?? null,
  }
}

/** The text is not repeated: it may hold a password. */
const wrong = (name: keyof MailVariables, form: string) => new Error(`${name} is to be ${form}`)

/** Without TLS only where the way there is trusted. */
const OPTIONS = new Set(['', '?tls=off'])
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

function smtpServer(text: string | undefined): SmtpServer | null {
  if (text === undefined) return null
  const url = URL.canParse(text) ? new URL(text) : null
  const options = url?.search ?? ''
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '' || !OPTIONS.has(options) || url.hash)
    throw wrong('SMTP_URL', 'an address like smtps://user:password@smtp.example.com or smtp://localhost:25')
  const secure = url.protocol === 'smtps:'
  const port = url.port === '' ? (secure ? 465 : 587) : Number(url.port)
  const user = decoded(url.username)
  const auth = user === '' ? null : { user, pass: decoded(url.password) }
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const tls = secure || (options === '' && !LOOPBACK.test(host))
  return { host, port, secure, tls, auth }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw wrong('SMTP_URL', 'an address whose user and password are percent-encoded')
  }
}

function mailbox(text: string): Mailbox {
  const [one, another] = addressparser(text, { flatten: true })
  if (!one || another || !z.email().safeParse(one.address).success)
    throw wrong('MAIL_FROM', 'one sender, like Leadwright <leads@example.com>')
  return { name: one.name, address: one.address }
}

function inbound(port: string | undefined, host: string | undefined): MailSettings['inbound'] {
  if (port === undefined) {
    if (host !== undefined) throw new Error('INBOUND_SMTP_HOST is of no use without INBOUND_SMTP_PORT')
    return null
  }
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw wrong('INBOUND_SMTP_PORT', 'a port from 0 to 65535')
  return { host: host ?? '127.0.0.1', port: Number(port) }
}
