import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport, type SendMailOptions } from 'nodemailer'
import type { MailSettings, SmtpServer } from './settings.ts'

/** What became of one attempt. */
export type Attempt =
  | { sent: true }
  /** `permanent`: it is of no use to try again. `atRecipient`: the server refused the address, not the sender or the text. */
  | { sent: false; permanent: boolean; atRecipient: boolean; error: string }

export interface MailTransport {
  send(message: SendMailOptions, limit: AbortSignal): Promise<Attempt>
  close(): void
}

/** @param outbox the folder that mails become files in where there is no server */
export function mailTransport({ smtp }: MailSettings, outbox: string): MailTransport {
  return smtp ? smtpTransport(smtp) : folderTransport(outbox)
}

const STEP_MS = 10_000

function smtpTransport({ host, port, secure, tls, auth }: SmtpServer): MailTransport {
  const pool = createTransport({
    pool: true,
    host,
    port,
    secure,
    requireTLS: !secure && tls,
    ignoreTLS: !tls,
    ...(auth ? { auth } : {}),
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    // The queue counts attempts and waits between them.
    maxRequeues: 0,
  })
  return {
    async send(message, limit) {
      try {
        await pool.sendMail({ ...message, signal: limit })
        return { sent: true }
      } catch (error) {
        return refusal(error as SmtpError)
      }
    },
    close: () => pool.close(),
  }
}

interface SmtpError extends Error {
  code?: string
  responseCode?: number
  command?: string
  response?: string
}

/** A wrong password is no fault of the mail's: it waits until that is put right. */
function refusal({ code, responseCode = 0, command, response, message }: SmtpError): Attempt {
  const atMail = command === 'MAIL FROM' || command === 'RCPT TO' || command === 'DATA'
  const permanent = responseCode >= 500 && atMail && code !== 'EAUTH'
  const error = (response ?? message).replace(/\s+/gu, ' ').slice(0, 500)
  return { sent: false, permanent, atRecipient: permanent && command === 'RCPT TO', error }
}

function folderTransport(outbox: string): MailTransport {
  const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return {
    async send(message) {
      const { message: text } = await composer.sendMail(message)
      const name = /^<([^@]+)@/.exec(message.messageId ?? '')?.[1] ?? ''
      const file = join(outbox, `${name}.eml`)
      await mkdir(outbox, { recursive: true, mode: 0o700 })
      await writeFile(`${file}.part`, text, { mode: 0o600 })
      await rename(`${file}.part`, file)
      return { sent: true }
    },
    close: () => composer.close(),
  }
}
