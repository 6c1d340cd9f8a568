import { z } from 'zod'
import { enricher, enricherInput, enrichersResponse, enrichment } from '../../shared/api/enrichers.ts'
import { ask, leadOf } from '../enrich/enrich.ts'
import { deleteEnricher, enricherOf, listEnrichers, putEnricher } from '../enrich/enrichers.ts'
import { Fail } from '../fail.ts'
import type { App, CentralDeps } from './deps.ts'

const config = { roles: ['administrator', 'service'], scope: 'channels:write' } as const
const params = z.object({ id: z.string().regex(/^[a-z0-9-]{1,40}$/) })

/** Services that are asked what they know of a lead. */
export function enricherRoutes(app: App, deps: CentralDeps): void {
  app.get('/enrichers', { config, schema: { response: { 200: enrichersResponse } } }, async () => ({
    enrichers: await listEnrichers(deps.db),
  }))

  app.put(
    '/enrichers/:id',
    { config, schema: { params, body: enricherInput, response: { 200: enricher } } },
    (request) => putEnricher(deps.db, request.params.id, request.body),
  )

  app.delete('/enrichers/:id', { config, schema: { params } }, async (request, reply) => {
    await deleteEnricher(deps.db, request.params.id)
    return reply.code(204).send()
  })

  app.post(
    '/enrichers/:id/test',
    {
      config,
      schema: { params, body: z.strictObject({ lead: z.uuid() }), response: { 200: enrichment } },
    },
    async (request) => {
      const row = await enricherOf(deps.db, request.params.id)
      const lead = await leadOf(deps.db, request.body.lead)
      if (lead === null) throw new Fail('notFound', 'There is no such lead')
      return ask(deps, row, lead, request.signal)
    },
  )
}
