import { type ParsedMail, simpleParser } from 'mailparser'
import { cleanLine, cut } from '../../../shared/lead/intake/text.ts'
import { readComplaint } from './complaint.ts'
import { type DeliveryReport, readDeliveryReport } from './delivery-report.ts'
import { isAutomatic } from './is-automatic.ts'
import { answerIn } from './quoted.ts'

/** Larger mails are refused before they are read. */
export const MAX_MAIL = 5 * 2 ** 20
/** More takes a second to read, for which nobody is answered. */
const MAX_HTML = 2 ** 18
const MAX_REFERENCES = 50

/** What a mail that came in is, and what in it may tell which mail of ours it is about. */
export type MailRead = {
  /** Its own Message-ID; '' without one. */
  messageId: string
  /** Addresses it was sent to, those of its own headers last. */
  recipients: string[]
  /** Message-IDs it names, the most telling first. */
  references: string[]
} & (
  | ({ kind: 'bounce' } & DeliveryReport)
  | { kind: 'complaint' }
  | { kind: 'message'; automatic: boolean; subject: string; text: string }
)

/**
 * Reads a mail as it came in. Throws when it is none. Whatever it says is a stranger's.
 * @param sender of the envelope: '' for bounces and most automatic answers; null: not known
 */
export async function readMail(raw: Buffer, sender: string | null): Promise<MailRead> {
  const mail = await simpleParser(raw, {
    keepDeliveryStatus: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    skipImageLinks: true,
    maxHtmlLengthToParse: MAX_HTML,
  })
  const part = (type: string) =>
    mail.attachments.find((a) => a.contentType === type)?.content.toString('latin1')
  const original = part('message/rfc822') ?? part('text/rfc822-headers') ?? ''
  const read = {
    messageId: mail.messageId ?? '',
    recipients: recipientsOf(mail),
    references: [idIn(original), mail.inReplyTo ?? '', ...[mail.references ?? []].flat().reverse()]
      .filter((id) => id !== '')
      .slice(0, MAX_REFERENCES),
  }
  const feedback = part('message/feedback-report')
  if (feedback !== undefined) {
    const { isComplaint, sentFrom } = readComplaint(feedback)
    if (isComplaint) return { ...read, recipients: [...sentFrom, ...read.recipients], kind: 'complaint' }
  }
  const report = part('message/delivery-status')
  if (report !== undefined) return { ...read, kind: 'bounce', ...readDeliveryReport(report) }
  const text = mail.text ?? ''
  return {
    ...read,
    kind: 'message',
    automatic: feedback !== undefined || isAutomatic(mail, sender),
    subject: cut(cleanLine(mail.subject ?? ''), 200),
    text: answerIn(text),
  }
}

function recipientsOf(mail: ParsedMail): string[] {
  const lists = [mail.to ?? [], mail.cc ?? []].flat()
  const named = lists.flatMap((list) => list.value.flatMap((v) => [v, ...(v.group ?? [])]))
  const delivered = ['delivered-to', 'x-original-to', 'envelope-to'].flatMap((name) =>
    mail.headerLines.filter((h) => h.key === name).map((h) => h.line.slice(h.line.indexOf(':') + 1)),
  )
  const all = [...delivered, ...named.map((v) => v.address ?? '')]
  return all.map((address) => address.trim().replace(/^<(.*)>$/, '$1')).filter((a) => a !== '')
}

/** The Message-ID in the head of a mail that came back. */
function idIn(original: string): string {
  const head = original.slice(0, 64 * 1024).split(/\r?\n\r?\n/, 1)[0] ?? ''
  return /^message-id:\s*(<[^<>\s]+>)/im.exec(head)?.[1] ?? ''
}
