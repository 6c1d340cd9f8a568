import { z } from 'zod'
import { campaignChange, campaignsResponse, newCampaign } from '../../shared/api/api.ts'
import { DEFAULT_POLICY } from '../../shared/policy/default-policy.ts'
import { campaign } from '../../shared/sync/protocol.ts'
import { mayMakeCampaigns } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { changeCampaign, createCampaign, listCounted } from '../store/campaigns.ts'
import { campaignIdOf } from '../store/find-campaign.ts'
import type { App, CentralDeps } from './deps.ts'

const params = z.object({ id: z.string().max(80) })
const ROLES = ['supervisor', 'administrator', 'service'] as const

export function campaignRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/campaigns',
    { config: { roles: ROLES, scope: 'leads:read' }, schema: { response: { 200: campaignsResponse } } },
    async (request) => ({ campaigns: await listCounted(deps.db, request.signedIn!.person) }),
  )

  app.post(
    '/campaigns',
    {
      config: { roles: ROLES, scope: 'policies:write' },
      schema: { body: newCampaign, response: { 201: campaign } },
    },
    async (request, reply) => {
      const { name, id = campaignIdOf(name) } = request.body
      if (!(await mayMakeCampaigns(deps.db, request.signedIn!.person)))
        throw new Fail('notYours', 'Your team works the campaigns that it was given')
      const made = { id, name, policy: DEFAULT_POLICY, by: request.signedIn!.person.id, now: deps.now() }
      return reply.code(201).send(await createCampaign(deps.db, made))
    },
  )

  app.patch(
    '/campaigns/:id',
    {
      config: { roles: ROLES, scope: 'policies:write' },
      schema: { params, body: campaignChange, response: { 200: campaign } },
    },
    (request) => {
      const { person } = request.signedIn!
      return changeCampaign(deps.db, person, request.params.id, request.body, deps.now())
    },
  )
}
