import { createHash } from 'node:crypto'
import { z } from 'zod'
import { briefHtml } from '../../shared/brief/html.ts'
import { BRIEF_STYLE } from '../../shared/brief/style.ts'
import { briefText } from '../../shared/brief/text.ts'
import { leadBrief } from '../store/brief.ts'
import type { App, CentralDeps } from './deps.ts'

const params = z.object({ id: z.uuid() })
const config = {
  roles: ['agent', 'inbox', 'supervisor', 'administrator', 'service'],
  scope: 'leads:read',
} as const

const style = createHash('sha256').update(BRIEF_STYLE).digest('base64')
/** The page loads nothing and runs nothing; of styles only its own. */
const POLICY = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** One page on a lead, to read before a call, to print or to send. */
export function briefRoutes(app: App, deps: CentralDeps): void {
  app.get('/leads/:id/brief.html', { config, schema: { params } }, async (request, reply) => {
    const brief = await leadBrief(deps, request.params.id, request.signedIn!.person, deps.now())
    reply.header('content-security-policy', POLICY)
    return reply.type('text/html; charset=utf-8').send(briefHtml(brief))
  })

  app.get('/leads/:id/brief.txt', { config, schema: { params } }, async (request, reply) => {
    const brief = await leadBrief(deps, request.params.id, request.signedIn!.person, deps.now())
    return reply.type('text/plain; charset=utf-8').send(briefText(brief))
  })
}
