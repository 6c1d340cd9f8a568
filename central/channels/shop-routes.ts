import { z } from 'zod'
import { idOf } from '../imports/ids.ts'
import { sendUnknownLink } from '../links/page.ts'
import { LINK, type LinkRoutes } from '../links/public-routes.ts'
import { respond } from '../mail/respond.ts'
import type { CentralDeps } from '../routes/deps.ts'
import { handOffAsMade } from './as-made.ts'
import { findChannel } from './channels.ts'
import { shopAddress, withReference } from './shop-link.ts'

const params = z.object({ token: z.string().max(2000) })
const data = z.object({ delivery: z.uuid() })

/** The link by which a person comes to the shop: a response of the lead the first time, and a redirect to the channel's own address. */
export const shopRoutes: LinkRoutes = (app, deps) => {
  app.get('/shop/:token', { config: LINK, schema: { params } }, async (request, reply) => {
    const read = data.safeParse(deps.links.read('shop', request.params.token, deps.now()))
    const opened = read.success ? await shopOf(deps, read.data.delivery) : null
    if (!opened) return sendUnknownLink(reply)
    // Mail filters look at what they are sent: only who follows the link has responded.
    if (request.method === 'GET')
      await respond(
        deps,
        {
          id: idOf('shop link', opened.handOff),
          lead: opened.lead,
          channel: 'web',
          label: LABEL,
          at: deps.now(),
        },
        deps.now(),
      )
    return reply.redirect(opened.address, 303)
  })
}

const LABEL = 'Opened the link to the shop'

/** Where a delivery's link leads now; null: its channel is no link any more, or its lead is gone. */
async function shopOf(deps: CentralDeps, delivery: string) {
  const found = await deps.db
    .selectFrom('deliveries')
    .select(['hand_off', 'channel'])
    .where('id', '=', delivery)
    .executeTakeFirst()
  const channel = found && (await findChannel(deps.db, found.channel))
  const one = found?.hand_off ? await handOffAsMade(deps.db, found.hand_off) : null
  const [secret] = channel?.secrets ?? []
  if (!one || !secret || channel?.settings.kind !== 'link') return null
  const { url, mapping } = channel.settings
  const { policy } = await deps.policies.version(deps.db, one.handOff.policyVersion)
  const address = withReference(shopAddress(url, mapping, one, policy), one.handOff.id, secret).href
  return { address, handOff: one.handOff.id, lead: one.lead.id }
}
