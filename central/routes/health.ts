import { sql } from 'kysely'
import { z } from 'zod'
import { PROTOCOL } from '../../shared/sync/protocol.ts'
import type { App, CentralDeps } from './deps.ts'

const health = z.object({
  status: z.literal('ok'),
  protocol: z.number(),
  epoch: z.string(),
  demo: z.object({ email: z.string(), password: z.string() }).nullable(),
})

export function healthRoutes(app: App, deps: CentralDeps): void {
  app.get('/health', { config: { roles: 'public' }, schema: { response: { 200: health } } }, async () => {
    await sql`select 1`.execute(deps.db)
    return { status: 'ok' as const, protocol: PROTOCOL, epoch: deps.epoch, demo: deps.demo }
  })
}
