import { assignRequest, assignResponse } from '../../shared/api/api.ts'
import { assign } from '../store/queues/assign.ts'
import type { App, CentralDeps } from './deps.ts'

export function assignmentRoutes(app: App, deps: CentralDeps): void {
  app.post(
    '/assignments',
    {
      config: { roles: ['agent', 'supervisor', 'administrator', 'service'], scope: 'leads:write' },
      schema: { body: assignRequest, response: { 200: assignResponse } },
    },
    (request) => assign(deps.db, request.signedIn!.person, request.body, deps.now()),
  )
}
