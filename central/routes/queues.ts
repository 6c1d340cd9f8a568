import { queuesResponse } from '../../shared/api/api.ts'
import { queues } from '../store/queues.ts'
import type { App, CentralDeps } from './deps.ts'

export function queueRoutes(app: App, deps: CentralDeps): void {
  app.get(
    '/queues',
    {
      config: { roles: ['supervisor', 'administrator', 'service'], scope: 'reports:read' },
      schema: { response: { 200: queuesResponse } },
    },
    (request) => queues(deps.db, request.signedIn!.person, deps.now()),
  )
}
