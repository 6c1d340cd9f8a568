import { z } from 'zod'
import { queuesResponse } from '../../shared/api/api.ts'
import { refuseUnknownCampaign } from '../store/find-campaign.ts'
import { queues } from '../store/queues/queues.ts'
import type { App, CentralDeps } from './deps.ts'

const querystring = z.strictObject({ campaign: z.string().max(80).optional() })

export function queueRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/queues',
    {
      config: { roles: ['supervisor', 'administrator', 'service'], scope: 'reports:read' },
      schema: { querystring, response: { 200: queuesResponse } },
    },
    async (request) => {
      const { person } = request.signedIn!
      const campaign = request.query.campaign ?? null
      await refuseUnknownCampaign(deps.db, person, campaign)
      return queues(deps.db, person, deps.now(), campaign)
    },
  )
}
