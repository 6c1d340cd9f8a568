import { z } from 'zod'
import { MAIL_KINDS, MAIL_STATES, type Mail, mail, mailsPage, mailTaken } from '../../shared/api/mail.ts'
import type { SignedIn } from '../auth/sessions.ts'
import { MAX_MAIL } from '../mail/inbound/read-mail.ts'
import { takeMail } from '../mail/inbound/take-mail.ts'
import { getMail, listMails, sendAgain } from '../mail/outbox.ts'
import type { App, CentralDeps } from './deps.ts'

const config = { roles: ['administrator', 'service'], scope: 'channels:write' } as const
const params = z.object({ id: z.uuid() })
const query = z.strictObject({
  kind: z.enum(MAIL_KINDS).optional(),
  state: z.enum(MAIL_STATES).optional(),
  lead: z.uuid().optional(),
  cursor: z.uuid().optional(),
})
/** Of the envelope; an empty sender is that of a bounce. */
const envelope = z.strictObject({
  sender: z.string().max(320).optional(),
  recipient: z.string().max(320).optional(),
})

/** The outbox of mails, and mail that somebody else received for central. */
export function mailRoutes(app: App, deps: CentralDeps): void {
  app.get('/mails', { config, schema: { querystring: query, response: { 200: mailsPage } } }, (request) =>
    listMails(deps.db, request.query),
  )

  app.get('/mails/:id', { config, schema: { params, response: { 200: mail } } }, async (request) =>
    shownTo(request.signedIn!, await getMail(deps.db, request.params.id)),
  )

  app.post(
    '/mails/:id/send-again',
    { config, schema: { params, response: { 200: mail } } },
    async (request) => shownTo(request.signedIn!, await sendAgain(deps, request.params.id, deps.now())),
  )

  app.addContentTypeParser(
    'message/rfc822',
    { parseAs: 'buffer', bodyLimit: MAX_MAIL },
    (_request, body, done) => done(null, body),
  )
  app.post(
    '/mail/inbound',
    {
      // A mail is known by its own id.
      config: { roles: ['administrator', 'service'], scope: 'leads:write', idempotent: true },
      bodyLimit: MAX_MAIL,
      schema: { querystring: envelope, body: z.instanceof(Buffer), response: { 200: mailTaken } },
    },
    (request) => {
      const { sender = null, recipient } = request.query
      const recipients = recipient === undefined ? [] : [recipient]
      return takeMail(deps, request.body, { sender, recipients }, deps.now())
    },
  )
}

const WITHHELD = 'An invitation is read by who is invited, and by no API key.'

/** Whoever has the link of an invitation becomes that person: a key, which makes no administrators, would by theirs. */
const shownTo = ({ scopes }: SignedIn, shown: Mail): Mail =>
  shown.kind === 'invitation' && scopes !== null ? { ...shown, text: WITHHELD, html: null } : shown
