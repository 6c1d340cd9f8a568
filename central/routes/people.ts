import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { newPerson, peopleResponse, personChange } from '../../shared/api/api.ts'
import { person } from '../../shared/sync/protocol.ts'
import type { Role } from '../auth/guard.ts'
import { Fail } from '../fail.ts'
import { changePerson, createPerson, findPerson, listPeople, shownTo } from '../store/people.ts'
import type { App, CentralDeps } from './deps.ts'

const READERS = ['supervisor', 'administrator', 'service'] as const
const WRITERS = ['administrator', 'service'] as const
const params = z.object({ id: z.string().min(1).max(80) })

export function peopleRoutes(app: App, deps: CentralDeps): void {
  /** A key that makes people must not make itself, or whoever holds it, an administrator. */
  async function refuseAdministrators(request: FastifyRequest, role?: Role, id?: string): Promise<void> {
    if (request.signedIn!.scopes === null) return
    const isOne = async () => id !== undefined && (await findPerson(deps.db, id))?.role === 'administrator'
    if (role === 'administrator' || (await isOne()))
      throw new Fail('notYours', 'An API key makes and changes no administrators')
  }

  app.get(
    '/people',
    { config: { roles: READERS, scope: 'people:write' }, schema: { response: { 200: peopleResponse } } },
    async (request) => ({
      people: (await listPeople(deps.db)).map((p) => shownTo(request.signedIn!.person, p)),
    }),
  )

  app.post(
    '/people',
    {
      config: { roles: WRITERS, scope: 'people:write' },
      schema: { body: newPerson, response: { 201: person } },
    },
    async (request, reply) => {
      await refuseAdministrators(request, request.body.role)
      return reply.code(201).send(await createPerson(deps.db, request.body))
    },
  )

  app.patch(
    '/people/:id',
    {
      config: { roles: WRITERS, scope: 'people:write' },
      schema: { params, body: personChange, response: { 200: person } },
    },
    async (request) => {
      const { active, role } = request.body
      const { id } = request.params
      await refuseAdministrators(request, role, id)
      // Else the last administrator could lock everybody out.
      if (id === request.signedIn!.person.id && (active === false || (role && role !== 'administrator')))
        throw new Fail('notYours', 'Another administrator must take your rights from you')
      return changePerson(deps.db, id, request.body, deps.now())
    },
  )
}
