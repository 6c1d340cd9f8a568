import { z } from 'zod'
import { sendUnknownLink } from '../links/page.ts'
import { LINK } from '../links/public-routes.ts'
import type { App, CentralDeps } from '../routes/deps.ts'
import { noteClick, targetOf } from './clicks.ts'

const params = z.object({ token: z.string() })
const data = z.object({ mail: z.uuid(), link: z.string() })

/** A link of a nurture mail: on to the address that the campaign gives it, and to no other. A HEAD request is nobody's click. */
export function clickRoutes(app: App, deps: CentralDeps): void {
  app.get('/click/:token', { config: LINK, schema: { params } }, async (request, reply) => {
    const now = deps.now()
    const found = data.safeParse(deps.links.read('click', request.params.token, now)).data
    const target = found ? await targetOf(deps.db, found.mail, found.link) : null
    if (!found || target === null) return sendUnknownLink(reply)
    if (request.method === 'GET') await noteClick(deps.db, found.mail, found.link, now)
    return reply.redirect(target, 302)
  })
}
