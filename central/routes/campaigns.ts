import { z } from 'zod'
import { campaignsResponse, newCampaign } from '../../shared/api/api.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { policySchema } from '../../shared/policy/policy.ts'
import { campaign } from '../../shared/sync/protocol.ts'
import { campaignsFor } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { policyOf, publishPolicy } from '../store/campaign-policy.ts'
import { createCampaign, listCampaigns } from '../store/campaigns.ts'
import { campaignIdOf } from '../store/find-campaign.ts'
import type { App, CentralDeps } from './deps.ts'

const ROLES = ['supervisor', 'administrator', 'service'] as const
const POLICY_ROLES = ['administrator', 'service'] as const
const params = z.object({ id: z.string().min(1).max(80) })

export function campaignRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/campaigns',
    { config: { roles: ROLES, scope: 'leads:read' }, schema: { response: { 200: campaignsResponse } } },
    async (request) => ({ campaigns: await listCampaigns(deps.db, request.signedIn!.person) }),
  )

  app.post(
    '/campaigns',
    {
      config: { roles: ROLES, scope: 'policies:write' },
      schema: { body: newCampaign, response: { 201: campaign } },
    },
    async (request, reply) => {
      const { name, id = campaignIdOf(name) } = request.body
      if ((await campaignsFor(deps.db, request.signedIn!.person)) !== null)
        throw new Fail('notYours', 'Your team works the campaigns that it was given')
      return reply.code(201).send(await createCampaign(deps.db, { id, name, policy: DEFAULT_POLICY }))
    },
  )

  app.get(
    '/campaigns/:id/policy',
    {
      config: { roles: POLICY_ROLES, scope: 'policies:write' },
      schema: { params, response: { 200: policySchema } },
    },
    (request) => policyOf(deps, request.params.id),
  )

  app.put(
    '/campaigns/:id/policy',
    {
      config: { roles: POLICY_ROLES, scope: 'policies:write' },
      // What is wrong with a policy is said by its own check, all of it at once.
      schema: { params, body: z.looseObject({}), response: { 200: policySchema } },
    },
    (request) => publishPolicy(deps, request.params.id, request.body, deps.now()),
  )
}
