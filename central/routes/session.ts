import { passwordChange } from '../../shared/api/accounts.ts'
import { session, signInRequest } from '../../shared/api/api.ts'
import { COOKIE, tokenOf } from '../auth/guard.ts'
import { changeOwnPassword } from '../auth/own-password.ts'
import { endSession, HANDS_IN_MS, type SignedIn } from '../auth/sessions.ts'
import { signIn } from '../auth/sign-in.ts'
import { Fail } from '../fail.ts'
import type { App, CentralDeps } from './deps.ts'

const PEOPLE = ['agent', 'inbox', 'supervisor', 'administrator'] as const
const EVERYBODY = [...PEOPLE, 'service'] as const

export function sessionRoutes(app: App, deps: CentralDeps): void {
  const shown = ({ person, expiresAt }: SignedIn) => ({ person, expiresAt, epoch: deps.epoch })

  app.post(
    '/session',
    {
      // For each address: a whole call center may sit behind one. Each account has its own lock.
      config: { roles: 'public', idempotent: true, rateLimit: { max: 300, timeWindow: '1 minute' } },
      schema: { body: signInRequest, response: { 200: session } },
    },
    async (request, reply) => {
      const { token, ...signedIn } = await signIn(deps.db, request.body, deps.now())
      reply.setCookie(COOKIE, token, {
        httpOnly: true,
        sameSite: 'strict',
        path: '/',
        secure: request.protocol === 'https',
        maxAge: HANDS_IN_MS / 1000,
      })
      if (signedIn.onlyHandsIn)
        throw new Fail('revoked', 'This device may no longer be used; what waits on it can be handed in')
      return shown(signedIn)
    },
  )

  app.get(
    '/session',
    { config: { roles: EVERYBODY, handsIn: true }, schema: { response: { 200: session } } },
    async (request) => shown(request.signedIn!),
  )

  app.post(
    '/session/password',
    { config: { roles: PEOPLE }, schema: { body: passwordChange } },
    async (request, reply) => {
      await changeOwnPassword(deps.db, request.signedIn!, tokenOf(request)!, request.body, deps.now())
      return reply.code(204).send()
    },
  )

  app.delete('/session', { config: { roles: EVERYBODY, handsIn: true } }, async (request, reply) => {
    await endSession(deps.db, tokenOf(request)!)
    reply.clearCookie(COOKIE, { path: '/' })
    return reply.code(204).send()
  })
}
