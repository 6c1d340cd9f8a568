import { z } from 'zod'
import {
  ESCALATION_LEVELS,
  ESCALATION_STATES,
  escalation,
  escalationsPage,
  reassignRequest,
  resolveRequest,
} from '../../shared/api/escalations.ts'
import { isStorableInstant } from '../../shared/api/fields.ts'
import { acknowledge, nudge, reassignTo, resolve } from '../escalation/commands.ts'
import { listEscalations } from '../escalation/list.ts'
import type { App, CentralDeps } from './deps.ts'

const params = z.object({ id: z.uuid() })
const query = z.strictObject({
  state: z.enum(ESCALATION_STATES).optional(),
  /** Those that stand there now. */
  level: z.enum(ESCALATION_LEVELS).optional(),
  campaign: z.string().max(80).optional(),
  /** A person's id, 'me' or 'none'. */
  owner: z.string().max(80).optional(),
  cursor: z
    .templateLiteral([z.iso.datetime(), '~', z.uuid()])
    .refine((cursor) => isStorableInstant(cursor.split('~')[0]!))
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** What was not acted on in time. */
export function escalationRoutes(app: App, deps: CentralDeps): void {
  const managers = ['supervisor', 'administrator', 'service'] as const
  const roles = ['agent', 'inbox', ...managers] as const
  const answer = { 200: escalation }

  app.get(
    '/escalations',
    {
      config: { roles, scope: 'handOffs:read' },
      schema: { querystring: query, response: { 200: escalationsPage } },
    },
    (request) => listEscalations(deps.db, request.signedIn!.person, request.query),
  )

  app.post(
    '/escalations/:id/acknowledge',
    { config: { roles, scope: 'handOffs:write' }, schema: { params, response: answer } },
    (request) => acknowledge(deps, request.signedIn!.person, request.params.id),
  )

  const config = { roles: managers, scope: 'handOffs:write' } as const

  app.post(
    '/escalations/:id/resolve',
    { config, schema: { params, body: resolveRequest, response: answer } },
    (request) => resolve(deps, request.signedIn!.person, request.params.id, request.body.reason),
  )

  app.post('/escalations/:id/nudge', { config, schema: { params, response: answer } }, (request) =>
    nudge(deps, request.signedIn!.person, request.params.id),
  )

  app.post(
    '/escalations/:id/reassign',
    { config, schema: { params, body: reassignRequest, response: answer } },
    (request) => reassignTo(deps, request.signedIn!.person, request.params.id, request.body),
  )

  app.post(
    '/escalations/:id/take-over',
    { config: { roles: ['supervisor', 'administrator'] }, schema: { params, response: answer } },
    (request) => {
      const { person } = request.signedIn!
      return reassignTo(deps, person, request.params.id, { to: person.id })
    },
  )
}
