import { z } from 'zod'
import { apiKeyInput, apiKeyMade, apiKeysResponse } from '../../shared/api/accounts.ts'
import { createKey, listKeys, revokeKey } from '../auth/api-keys.ts'
import type { App, CentralDeps } from './deps.ts'

/** Without a scope: no key makes another one. */
const config = { roles: ['administrator', 'service'] as const }
const params = z.object({ id: z.uuid() })

export function apiKeyRoutes(app: App, deps: CentralDeps): void {
  app.get('/api-keys', { config, schema: { response: { 200: apiKeysResponse } } }, async () => ({
    keys: await listKeys(deps.db),
  }))

  app.post(
    '/api-keys',
    { config, schema: { body: apiKeyInput, response: { 201: apiKeyMade } } },
    async (request, reply) =>
      reply.code(201).send(await createKey(deps.db, request.signedIn!.person.id, request.body, deps.now())),
  )

  app.delete('/api-keys/:id', { config, schema: { params } }, async (request, reply) => {
    await revokeKey(deps.db, request.params.id, deps.now())
    return reply.code(204).send()
  })
}
