import { campaignsResponse, newCampaign } from '../../shared/api/api.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { campaign } from '../../shared/sync/protocol.ts'
import { createCampaign, listCampaigns } from '../store/campaigns.ts'
import { campaignIdOf } from '../store/find-campaign.ts'
import type { App, CentralDeps } from './deps.ts'

const ROLES = ['supervisor', 'administrator', 'service'] as const

export function campaignRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/campaigns',
    { config: { roles: ROLES }, schema: { response: { 200: campaignsResponse } } },
    async () => ({ campaigns: await listCampaigns(deps.db) }),
  )

  app.post(
    '/campaigns',
    { config: { roles: ROLES }, schema: { body: newCampaign, response: { 201: campaign } } },
    async (request, reply) => {
      const { name, id = campaignIdOf(name) } = request.body
      return reply.code(201).send(await createCampaign(deps.db, { id, name, policy: DEFAULT_POLICY }))
    },
  )
}
