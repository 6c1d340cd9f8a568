import { z } from 'zod'
import { newPerson, peopleResponse, personChange } from '../../shared/api/api.ts'
import { person } from '../../shared/sync/protocol.ts'
import { Fail } from '../fail.ts'
import { changePerson, createPerson, listPeople, shownTo } from '../store/people.ts'
import type { App, CentralDeps } from './deps.ts'

const READERS = ['supervisor', 'administrator', 'service'] as const
const WRITERS = ['administrator', 'service'] as const
const params = z.object({ id: z.string().min(1).max(80) })

export function peopleRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/people',
    { config: { roles: READERS }, schema: { response: { 200: peopleResponse } } },
    async (request) => ({
      people: (await listPeople(deps.db)).map((p) => shownTo(request.signedIn!.person, p)),
    }),
  )

  app.post(
    '/people',
    { config: { roles: WRITERS }, schema: { body: newPerson, response: { 201: person } } },
    async (request, reply) => reply.code(201).send(await createPerson(deps.db, request.body)),
  )

  app.patch(
    '/people/:id',
    { config: { roles: WRITERS }, schema: { params, body: personChange, response: { 200: person } } },
    (request) => {
      const { active, role } = request.body
      const { id } = request.params
      // Else the last administrator could lock everybody out.
      if (id === request.signedIn!.person.id && (active === false || (role && role !== 'administrator')))
        throw new Fail('notYours', 'Another administrator must take your rights from you')
      return changePerson(deps.db, id, request.body)
    },
  )
}
