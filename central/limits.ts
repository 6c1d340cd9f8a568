import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What one caller may ask of one central process, and how slowly. */
export interface Limits {
  /** Calls a minute of one person, of one API key, or of one address that nobody is signed in from; routes that say so count apart. */
  calls: number
  /** Until when the headers, and then a body that is read whole, must be there, in ms. */
  headersMs: number
  bodyMs: number
}

export const LIMITS: Limits = { calls: 3000, headersMs: 15_000, bodyMs: 30_000 }

/** Bodies that are streams (imports) may take as long as a file of millions of rows does. */
const STREAM_MS = 3_600_000

/** Options of the server for slow senders. */
export const timeLimits = ({ headersMs }: Limits) => ({
  requestTimeout: STREAM_MS,
  http: { headersTimeout: headersMs, connectionsCheckingInterval: Math.min(headersMs, 5000) },
})

/**
 * Counts calls by caller, in this process's memory: a caller that a load balancer sends to three processes has thrice as many. The guard
 * must have said who it is. Programs with central's own token, and the page's files, are not counted.
 */
export async function registerLimits(app: FastifyInstance, { calls, bodyMs }: Limits): Promise<void> {
  await app.register(rateLimit, {
    max: calls,
    timeWindow: '1 minute',
    keyGenerator: (request: FastifyRequest) => request.signedIn?.person.id ?? request.ip,
    allowList: (request: FastifyRequest) =>
      (request.signedIn?.person.role === 'service' && request.signedIn.scopes === null) ||
      !/^\/(?:api|l)\//.test(request.routeOptions.url ?? ''),
  })
  endSlowBodies(app, bodyMs)
}

/** A body that is read whole ends its connection when it is not there in time. */
function endSlowBodies(app: FastifyInstance, bodyMs: number): void {
  const timers = new WeakMap<FastifyRequest, NodeJS.Timeout>()
  const stop = async (request: FastifyRequest) => clearTimeout(timers.get(request))
  app.addHook('preParsing', async (request) => {
    const timer = setTimeout(() => request.raw.destroy(), bodyMs)
    timers.set(request, timer.unref())
  })
  app.addHook('preValidation', stop)
  app.addHook('onResponse', stop)
  app.addHook('onRequestAbort', stop)
}
