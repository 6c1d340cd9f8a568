import { z } from 'zod'
import { acceptInvitation, invitation } from '../../shared/api/accounts.ts'
import * as invitations from '../auth/invitations.ts'
import { refuseAdministrators } from '../auth/refuse-administrators.ts'
import { Fail } from '../fail.ts'
import type { App, CentralDeps } from './deps.ts'

const params = z.object({ id: z.string().min(1).max(80) })

export function invitationApiRoutes(app: App, deps: CentralDeps): void {
  app.post(
    '/people/:id/invitation',
    {
      config: { roles: ['administrator', 'service'], scope: 'people:write' },
      schema: { params, response: { 201: invitation } },
    },
    async (request, reply) => {
      const { id } = request.params
      await refuseAdministrators(deps.db, request.signedIn!, { id })
      return reply.code(201).send(await invitations.invite(deps, id, deps.now()))
    },
  )

  app.post(
    '/invitations/accept',
    {
      config: { roles: 'public', idempotent: true, rateLimit: { max: 20, timeWindow: '1 minute' } },
      schema: { body: acceptInvitation },
    },
    async (request, reply) => {
      const { token, password } = request.body
      if (!(await invitations.acceptInvitation(deps, token, password, deps.now())))
        throw new Fail('notFound', 'This invitation does not work: it was used, replaced, or has expired')
      return reply.code(204).send()
    },
  )
}
