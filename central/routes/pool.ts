import { claimResponse } from '../../shared/api/api.ts'
import { claim } from '../store/assign.ts'
import type { App, CentralDeps } from './deps.ts'

export function poolRoutes(app: App, deps: CentralDeps): void {
  app.post(
    '/pool/claim',
    { config: { roles: ['agent'] }, schema: { response: { 200: claimResponse } } },
    async (request) => ({ lead: await claim(deps.db, request.signedIn!.person, deps.now()) }),
  )
}
