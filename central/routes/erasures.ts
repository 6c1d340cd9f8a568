import { z } from 'zod'
import { erased, eraseRequest, erasuresPage, leadExport } from '../../shared/api/devices.ts'
import { eraseLead } from '../devices/erase.ts'
import { listErasures } from '../devices/erasures.ts'
import { exportLead } from '../devices/export.ts'
import type { App, CentralDeps } from './deps.ts'

const config = { roles: ['administrator'] as const }
const params = z.object({ id: z.uuid() })
const query = z.strictObject({ cursor: z.uuid().optional() })

/** What a person may ask for: all that is held on them, and that it be erased. */
export function erasureRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/leads/:id/export',
    { config, schema: { params, response: { 200: leadExport } } },
    async (request, reply) => {
      const { id } = request.params
      reply.header('content-disposition', `attachment; filename="lead-${id}.json"`)
      return exportLead(deps.db, id, deps.now())
    },
  )

  app.post(
    '/leads/:id/erase',
    { config, schema: { params, body: eraseRequest, response: { 200: erased } } },
    async (request) => {
      const { signedIn, params, body } = request
      const done = await eraseLead(deps.db, signedIn!.person, params.id, body, deps.now())
      deps.states.clear()
      return done
    },
  )

  app.get(
    '/erasures',
    { config, schema: { querystring: query, response: { 200: erasuresPage } } },
    (request) => listErasures(deps.db, request.query),
  )
}
