import type { FastifyError } from 'fastify'
import type { App, CentralDeps } from '../routes/deps.ts'
import { sendPage, sendUnknownLink, told, wordsFor } from './page.ts'

/** Routes of one kind of link, below /l: `app.get('/<kind>/:token', { config: LINK }, ...)`; they answer with `sendPage`. */
export type LinkRoutes = (app: App, deps: CentralDeps) => void

/** The config of every public route. A large mail provider unsubscribes many people from one address. */
export const LINK = { rateLimit: { max: 600, timeWindow: '1 minute' } } as const

/** Registers what people outside may open, at /l. Every answer is a page, also a refusal. */
export async function registerLinks(
  app: App,
  deps: CentralDeps,
  kinds: readonly LinkRoutes[],
): Promise<void> {
  await app.register(
    async (scope) => {
      scope.addHook('onSend', async (_request, reply) => {
        reply.header('cache-control', 'no-store')
        // Who follows a link on from here does not give the token away.
        reply.header('referrer-policy', 'no-referrer')
        reply.header('x-robots-tag', 'noindex')
      })
      scope.setErrorHandler((error: FastifyError, request, reply) => {
        const status = error.statusCode ?? ('status' in error ? Number(error.status) : 500)
        if (status >= 500) request.log.error({ err: error }, 'a public page failed')
        const worded = wordsFor(reply)
        const { refused, failed } = worded.words
        return sendPage(reply, { ...told(worded, status < 500 ? refused : failed), status })
      })
      scope.setNotFoundHandler((_request, reply) => sendUnknownLink(reply))
      scope.addContentTypeParser(
        'application/x-www-form-urlencoded',
        { parseAs: 'string', bodyLimit: 64 * 1024 },
        (_request, body, done) => done(null, new URLSearchParams(String(body))),
      )
      for (const routes of kinds) routes(scope as App, deps)
    },
    { prefix: '/l' },
  )
}
