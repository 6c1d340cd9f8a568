import { z } from 'zod'
import { leadEvents, leadPage } from '../../shared/api/api.ts'
import { STAGES } from '../../shared/sync/protocol.ts'
import { refuseUnseen } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { refuseUnknownCampaign } from '../store/find-campaign.ts'
import { eventsOf, listLeads } from '../store/leads/leads.ts'
import type { App, CentralDeps } from './deps.ts'

const READERS = ['supervisor', 'administrator', 'service'] as const
const params = z.object({ id: z.uuid() })
const query = z.strictObject({
  campaign: z.string().max(80).optional(),
  owner: z.string().max(80).optional(),
  stage: z.enum(STAGES).optional(),
  cursor: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(200),
})

export function leadRoutes(app: App, deps: CentralDeps): void {
  const config = { roles: READERS, scope: 'leads:read' } as const

  app.get(
    '/leads',
    { config, schema: { querystring: query, response: { 200: leadPage } } },
    async (request) => {
      await refuseUnknownCampaign(deps.db, request.signedIn!.person, request.query.campaign)
      return listLeads(deps.db, request.signedIn!.person, request.query)
    },
  )

  app.get(
    '/leads/:id',
    { config, schema: { params, response: { 200: leadPage.shape.leads.element } } },
    async (request) => {
      const { id } = request.params
      const [lead] = (await listLeads(deps.db, request.signedIn!.person, { id, limit: 1 })).leads
      if (!lead) throw new Fail('notFound', 'There is no such lead')
      return lead
    },
  )

  app.get(
    '/leads/:id/events',
    {
      config: { roles: [...READERS, 'agent'], scope: 'leads:read' },
      schema: { params, response: { 200: leadEvents } },
    },
    async (request) => {
      await refuseUnseen(deps.db, request.signedIn!.person, request.params.id)
      return { events: await eventsOf(deps.db, request.signedIn!.person, request.params.id) }
    },
  )
}
