import { session, signInRequest } from '../../shared/api/api.ts'
import { COOKIE, tokenOf } from '../auth/guard.ts'
import { endSession, SESSION_MS, type SignedIn } from '../auth/sessions.ts'
import { signIn } from '../auth/sign-in.ts'
import type { App, CentralDeps } from './deps.ts'

const EVERYBODY = ['agent', 'inbox', 'supervisor', 'administrator', 'service'] as const

export function sessionRoutes(app: App, deps: CentralDeps): void {
  const shown = ({ person, expiresAt }: SignedIn) => ({ person, expiresAt, epoch: deps.epoch })

  app.post(
    '/session',
    {
      // For each address: a whole call center may sit behind one.
      config: { roles: 'public', rateLimit: { max: 300, timeWindow: '1 minute' } },
      schema: { body: signInRequest, response: { 200: session } },
    },
    async (request, reply) => {
      const { token, ...signedIn } = await signIn(deps.db, request.body, deps.now())
      reply.setCookie(COOKIE, token, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
        secure: request.protocol === 'https',
        maxAge: SESSION_MS / 1000,
      })
      return shown(signedIn)
    },
  )

  app.get(
    '/session',
    { config: { roles: EVERYBODY }, schema: { response: { 200: session } } },
    async (request) => shown(request.signedIn!),
  )

  app.delete('/session', { config: { roles: EVERYBODY } }, async (request, reply) => {
    await endSession(deps.db, tokenOf(request)!)
    reply.clearCookie(COOKIE, { path: '/' })
    return reply.code(204).send()
  })
}
