import { z } from 'zod'
import { duplicatesPage, leadDuplicates } from '../../shared/api/qualification.ts'
import { refuseUnknownCampaign } from '../store/find-campaign.ts'
import * as store from '../store/likely/duplicates.ts'
import { noteEarlierLeads } from '../store/likely/earlier-leads.ts'
import type { App, CentralDeps } from './deps.ts'

const params = z.object({ id: z.uuid() })
const query = z.strictObject({
  campaign: z.string().max(80).optional(),
  cursor: z.string().max(120).optional(),
})

/** Leads that may be one person, for somebody to look at. */
export function duplicateRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/duplicates',
    {
      config: { roles: ['supervisor', 'administrator'] },
      schema: { querystring: query, response: { 200: duplicatesPage } },
    },
    async (request) => {
      await refuseUnknownCampaign(deps.db, request.signedIn!.person, request.query.campaign)
      return store.duplicatesPage(deps.db, request.signedIn!.person, request.query)
    },
  )

  app.get(
    '/leads/:id/duplicates',
    {
      config: { roles: ['agent', 'supervisor', 'administrator'] },
      schema: { params, response: { 200: leadDuplicates } },
    },
    (request) => store.duplicatesOf(deps.db, request.params.id, request.signedIn!.person),
  )

  const closing = new AbortController()
  let noting: Promise<unknown> = Promise.resolve()
  app.addHook('onReady', async () => {
    noting = noteEarlierLeads(deps.db, deps.now, closing.signal).catch((error: Error) =>
      app.log.warn({ err: error }, 'could not compare the leads of earlier versions'),
    )
  })
  app.addHook('onClose', async () => {
    closing.abort()
    await noting
  })
}
