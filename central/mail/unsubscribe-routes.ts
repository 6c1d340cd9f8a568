import { z } from 'zod'
import { escaped } from '../../shared/brief/html.ts'
import { combine } from '../../shared/events/combine.ts'
import { fieldValue } from '../../shared/lead/lead.ts'
import { sendPage, sendUnknownLink, told, wordsFor } from '../links/page.ts'
import { LINK } from '../links/public-routes.ts'
import type { App, CentralDeps } from '../routes/deps.ts'
import { componentOf, partsOf } from '../store/leads/components.ts'
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

  app.get('/unsubscribe/:token', { config: LINK, schema: { params } }, async (request, reply) => {
    const found = read(request.params.token)
    if (!found) return sendUnknownLink(reply)
    const worded = wordsFor(reply, await languageOf(deps, found.lead))
    const { unsubscribe } = worded.words
    const form = `<form method="post"><button>${escaped(unsubscribe.press)}</button></form>`
    return sendPage(reply, told(worded, unsubscribe, form))
  })

  app.post('/unsubscribe/:token', { config: LINK, schema: { params } }, async (request, reply) => {
    const found = read(request.params.token)
    if (!found) return sendUnknownLink(reply)
    await withdrawMail(
      deps,
      { ...found, basis: 'unsubscribe', text: 'Unsubscribed by the link in a mail' },
      deps.now(),
    )
    const worded = wordsFor(reply, await languageOf(deps, found.lead))
    return sendPage(reply, told(worded, worded.words.unsubscribed))
  })
}

/** The language the lead is known to speak; '' where nobody knows, or the lead is gone. */
async function languageOf({ db }: CentralDeps, id: string): Promise<string> {
  const component = await componentOf(db, id)
  const parts = component === null ? undefined : (await partsOf(db, [component])).get(component)
  return String((parts && fieldValue(combine(parts), 'language')) ?? '')
}
