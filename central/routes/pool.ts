import { claimResponse } from '../../shared/api/api.ts'
import { claim } from '../store/queues/claim.ts'
import type { App, CentralDeps } from './deps.ts'

export function poolRoutes(app: App, deps: CentralDeps): void {
  app.post(
    '/pool/claim',
    { config: { roles: ['agent'] }, schema: { response: { 200: claimResponse } } },
    async (request) => {
      const parts = await claim(deps, request.signedIn!.person, deps.now())
      return { lead: parts[0] ?? null, parts }
    },
  )
}
