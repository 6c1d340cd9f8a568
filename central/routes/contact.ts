import { z } from 'zod'
import { zonedInstant } from '../../shared/api/fields.ts'
import { breachesPage, contact, contactCheck } from '../../shared/api/qualification.ts'
import { listBreaches } from '../store/breaches.ts'
import { checkContact } from '../store/contact-ground.ts'
import type { App, CentralDeps } from './deps.ts'

const query = z.strictObject({
  campaign: z.string().max(80).optional(),
  since: zonedInstant.optional(),
  cursor: z.uuid().optional(),
})

export function contactRoutes(app: App, deps: CentralDeps): void {
  app.post(
    '/contact-check',
    {
      config: { roles: ['agent', 'supervisor', 'administrator'] },
      schema: { body: contactCheck, response: { 200: contact } },
    },
    (request) => checkContact(deps, request.signedIn!.person, request.body, deps.now()),
  )

  app.get(
    '/breaches',
    {
      config: { roles: ['supervisor', 'administrator'] },
      schema: { querystring: query, response: { 200: breachesPage } },
    },
    (request) => listBreaches(deps.db, request.signedIn!.person, request.query),
  )
}
