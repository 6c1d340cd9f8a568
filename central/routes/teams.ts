import { z } from 'zod'
import { team, teamInput, teamsResponse } from '../../shared/api/accounts.ts'
import { changeTeam, createTeam, listTeams, removeTeam } from '../auth/teams.ts'
import type { App, CentralDeps } from './deps.ts'

const READERS = ['supervisor', 'administrator', 'service'] as const
const WRITERS = ['administrator', 'service'] as const
const params = z.object({ id: z.string().min(1).max(80) })

export function teamRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/teams',
    { config: { roles: READERS, scope: 'people:write' }, schema: { response: { 200: teamsResponse } } },
    async (request) => ({ teams: await listTeams(deps.db, request.signedIn!.person) }),
  )

  app.post(
    '/teams',
    {
      config: { roles: WRITERS, scope: 'people:write' },
      schema: { body: teamInput, response: { 201: team } },
    },
    async (request, reply) => reply.code(201).send(await createTeam(deps.db, request.body)),
  )

  app.put(
    '/teams/:id',
    {
      config: { roles: WRITERS, scope: 'people:write' },
      schema: { params, body: teamInput, response: { 200: team } },
    },
    (request) => changeTeam(deps.db, request.params.id, request.body),
  )

  app.delete(
    '/teams/:id',
    { config: { roles: WRITERS, scope: 'people:write' }, schema: { params } },
    async (request, reply) => {
      await removeTeam(deps.db, request.params.id)
      return reply.code(204).send()
    },
  )
}
