import { z } from 'zod'
import { duplicatesPage, leadDuplicates } from '../../shared/api/qualification.ts'
import * as store from '../store/duplicates.ts'
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
    (request) => store.duplicatesPage(deps.db, request.query),
  )

  app.get(
    '/leads/:id/duplicates',
    {
      config: { roles: ['agent', 'supervisor', 'administrator'] },
      schema: { params, response: { 200: leadDuplicates } },
    },
    (request) => store.duplicatesOf(deps.db, request.params.id, request.signedIn!.person),
  )
}
