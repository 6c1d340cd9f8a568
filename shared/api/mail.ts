import { z } from 'zod'

/** The bodies of the REST service for mail: the outbox as administrators see it. */

export const MAIL_KINDS = ['handOff', 'nudge', 'escalation', 'invitation', 'link', 'nurture'] as const
export type MailKind = (typeof MAIL_KINDS)[number]
/** 'refused': the receiving server said no for good. 'bounced', 'complained': told later. 'cancelled': not to be sent any more. */
export const MAIL_STATES = [
  'waiting',
  'sent',
  'refused',
  'bounced',
  'complained',
  'cancelled',
  'failed',
] as const
export type MailState = (typeof MAIL_STATES)[number]

export const mailListed = z.object({
  id: z.string(),
  kind: z.enum(MAIL_KINDS),
  state: z.enum(MAIL_STATES),
  to: z.string(),
  subject: z.string(),
  lead: z.string().nullable(),
  /** ISO instants. */
  at: z.string(),
  sentAt: z.string().nullable(),
  attempts: z.number().int(),
  lastError: z.string().nullable(),
})
/** Latest first. */
export const mailsPage = z.object({ mails: z.array(mailListed), next: z.string().nullable() })
export const mail = mailListed.extend({ text: z.string(), html: z.string().nullable() })
export type MailListed = z.infer<typeof mailListed>
export type Mail = z.infer<typeof mail>

/** What a mail that was handed in was taken as; 'nothing': it is about no mail of ours. A soft bounce may still arrive, or the next one may. */
export const mailTaken = z.object({
  taken: z.enum(['bounce', 'softBounce', 'complaint', 'reply', 'autoReply', 'nothing']),
  /** The mail it is about. */
  mail: z.string().nullable(),
})
export type MailTaken = z.infer<typeof mailTaken>
