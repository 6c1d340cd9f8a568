import { z } from 'zod'
import { person } from '../../shared/sync/protocol.ts'
import { listPeople } from '../store/people.ts'
import type { App, CentralDeps } from './deps.ts'

const people = z.object({ people: z.array(person) })

export function peopleRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/people',
    {
      config: { roles: ['supervisor', 'administrator', 'service'] },
      schema: { response: { 200: people } },
    },
    async () => ({ people: await listPeople(deps.db) }),
  )
}
