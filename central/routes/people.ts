import { z } from 'zod'
import { personMade } from '../../shared/api/accounts.ts'
import { newPerson, peopleResponse, personChange } from '../../shared/api/api.ts'
import { person } from '../../shared/sync/protocol.ts'
import { refuseAdministrators } from '../auth/refuse-administrators.ts'
import { Fail } from '../fail.ts'
import { changePerson, createPerson, invitePerson, listPeople, shownTo } from '../store/people.ts'
import type { App, CentralDeps } from './deps.ts'

const READERS = ['supervisor', 'administrator', 'service'] as const
const WRITERS = ['administrator', 'service'] as const
const params = z.object({ id: z.string().min(1).max(80) })

export function peopleRoutes(app: App, deps: CentralDeps): void {
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
      schema: { body: newPerson, response: { 201: personMade } },
    },
    async (request, reply) => {
      const { password, ...input } = request.body
      await refuseAdministrators(deps.db, request.signedIn!, input)
      const made =
        password === undefined
          ? await invitePerson(deps, input, deps.now())
          : { ...(await createPerson(deps.db, { ...input, password })), invitation: null }
      return reply.code(201).send(made)
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
      await refuseAdministrators(deps.db, request.signedIn!, { id, role })
      // Else the last administrator could lock everybody out.
      if (id === request.signedIn!.person.id && (active === false || (role && role !== 'administrator')))
        throw new Fail('notYours', 'Another administrator must take your rights from you')
      return changePerson(deps, id, request.body, deps.now())
    },
  )
}
