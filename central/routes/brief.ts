import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Scope } from '../../shared/api/accounts.ts'
import { brief } from '../../shared/api/brief.ts'
import { briefHtml } from '../../shared/brief/html.ts'
import { BRIEF_STYLE } from '../../shared/brief/style.ts'
import { briefText } from '../../shared/brief/text.ts'
import type { Role } from '../auth/guard.ts'
import { handOffBrief } from '../hand-offs/brief.ts'
import { leadBrief } from '../store/brief.ts'
import type { App, CentralDeps } from './deps.ts'

interface Form {
  path: string
  config: { roles: readonly Role[]; scope: Scope }
  make: typeof leadBrief
}

const params = z.object({ id: z.uuid() })
const RECEIVERS = ['inbox', 'supervisor', 'administrator', 'service'] as const
const FORMS: Form[] = [
  { path: '/leads/:id', config: { roles: ['agent', ...RECEIVERS], scope: 'leads:read' }, make: leadBrief },
  { path: '/hand-offs/:id', config: { roles: RECEIVERS, scope: 'handOffs:read' }, make: handOffBrief },
]

const style = createHash('sha256').update(BRIEF_STYLE).digest('base64')
/** The page loads nothing and runs nothing; of styles only its own. */
const POLICY = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`

/** One page on a lead, to read before a call, to print or to send; by the lead, or by a hand-off of it. */
export function briefRoutes(app: App, deps: CentralDeps): void {
  for (const { path, config, make } of FORMS) {
    app.get(`${path}/brief.html`, { config, schema: { params } }, async (request, reply) => {
      const made = await make(deps, request.params.id, request.signedIn!.person, deps.now())
      reply.header('content-security-policy', POLICY)
      return reply.type('text/html; charset=utf-8').send(briefHtml(made))
    })

    app.get(`${path}/brief.txt`, { config, schema: { params } }, async (request, reply) => {
      const made = await make(deps, request.params.id, request.signedIn!.person, deps.now())
      return reply.type('text/plain; charset=utf-8').send(briefText(made))
    })

    app.get(`${path}/brief.json`, { config, schema: { params, response: { 200: brief } } }, (request) =>
      make(deps, request.params.id, request.signedIn!.person, deps.now()),
    )
  }
}
