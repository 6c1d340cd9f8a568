import { z } from 'zod'
import { sendPage, sendUnknownLink } from '../links/page.ts'
import { LINK } from '../links/public-routes.ts'
import type { App, CentralDeps } from '../routes/deps.ts'
import { withdrawMail } from './withdraw-mail.ts'

const params = z.object({ token: z.string() })
const data = z.object({ lead: z.uuid(), mail: z.uuid() })

/**
 * Who wants no more mails of us. Opening the link asks, since mail scanners open links; only a POST unsubscribes: by the button, or by a mail program
 * itself (RFC 8058), without cookies and whatever it sends along.
 */
export function unsubscribeRoutes(app: App, deps: CentralDeps): void {
  app.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: 64 * 1024 },
    (_r, _b, done) => done(null, undefined),
  )
  const read = (token: string) => data.safeParse(deps.links.read('unsubscribe', token, deps.now())).data

  app.get('/unsubscribe/:token', { config: LINK, schema: { params } }, async (request, reply) =>
    read(request.params.token) ? sendPage(reply, ASK) : sendUnknownLink(reply),
  )

  app.post('/unsubscribe/:token', { config: LINK, schema: { params } }, async (request, reply) => {
    const found = read(request.params.token)
    if (!found) return sendUnknownLink(reply)
    await withdrawMail(
      deps,
      { ...found, basis: 'unsubscribe', text: 'Unsubscribed by the link in a mail' },
      deps.now(),
    )
    return sendPage(reply, DONE)
  })
}

const ASK = {
  title: 'No more e-mails?',
  body: '<p>We will write to you no more once you press the button.</p><form method="post"><button>Unsubscribe</button></form>',
}
const DONE = {
  title: 'You are unsubscribed',
  body: '<p>We will send you no more e-mails. Nothing else is needed; you may close this page.</p>',
}
