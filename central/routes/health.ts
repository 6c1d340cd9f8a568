import { z } from 'zod'
import { PROTOCOL } from '../../shared/sync/protocol.ts'
import { Fail } from '../fail.ts'
import { isCurrent } from '../store/database/migrate.ts'
import type { App, CentralDeps } from './deps.ts'

const health = z.object({
  status: z.literal('ok'),
  protocol: z.number(),
  epoch: z.string(),
  demo: z.object({ email: z.string(), password: z.string() }).nullable(),
})
const ready = z.object({ status: z.literal('ready') })

/** Is it alive, may it be sent work, what does it do, what can it be asked. */
export function healthRoutes(app: App, deps: CentralDeps): void {
  app.get('/health', { config: { roles: 'public' }, schema: { response: { 200: health } } }, async () => ({
    status: 'ok' as const,
    protocol: PROTOCOL,
    epoch: deps.epoch,
    demo: deps.demo,
  }))

  app.get('/ready', { config: { roles: 'public' }, schema: { response: { 200: ready } } }, async () => {
    if (!(await isCurrent(deps.db)))
      throw new Fail('unavailable', 'The database has the tables of another version')
    return { status: 'ready' as const }
  })

  app.get(
    '/metrics',
    { config: { roles: ['administrator', 'service'], scope: 'metrics:read' } },
    async (_request, reply) => reply.type(deps.metrics.contentType).send(await deps.metrics.text()),
  )

  app.get('/openapi.json', { config: { roles: 'public' } }, async (_request, reply) =>
    reply.header('cache-control', 'no-cache').send(app.swagger()),
  )
}
