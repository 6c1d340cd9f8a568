import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { z } from 'zod'
import type { Problem } from '../shared/api/api.ts'
import type { FaultKind } from '../shared/sync/faults.ts'
import { LOCKED_MS } from './auth/lockout.ts'
import { Fail } from './fail.ts'
import { UNSTORABLE } from './store/events/write-events.ts'

export const TITLES: Record<FaultKind, string> = {
  malformed: 'The request is not as it should be',
  notYours: 'You may not do this',
  notFound: 'There is no such thing',
  conflict: 'It was changed meanwhile',
  erased: 'It was erased on request',
  unauthenticated: 'Sign in first',
  revoked: 'You may no longer sign in',
  protocol: 'This program and the server are of different versions',
  tooLarge: 'The request is too large',
  tooMany: 'Too many requests',
  unavailable: 'The server cannot answer now',
  internal: 'Something went wrong on the server',
}

/** Every error leaves as RFC 9457 problem+json; `type` ends in the kind of `shared/sync/faults.ts`. */
export function registerProblems(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const fail = emptyBody(error, request) ?? failOf(error)
    // That the database is gone is said once, by the connection that watches it.
    if (fail.kind === 'internal') request.log.error({ err: error }, 'request failed')
    return sendProblem(reply, fail)
  })
}

/** An address that Fastify itself cannot read: badly encoded, or longer than any there is. */
export const unreadableAddress = (error: FastifyError, _request: FastifyRequest, reply: FastifyReply): void =>
  void sendProblem(reply, new Fail('malformed', error.message))

export function notFound(request: FastifyRequest, reply: FastifyReply) {
  return sendProblem(reply, new Fail('notFound', `${request.method} ${request.url.split('?')[0]}`))
}

function sendProblem(reply: FastifyReply, fail: Fail) {
  const body: Problem = {
    type: `urn:leadwright:${fail.kind}`,
    title: TITLES[fail.kind],
    status: fail.status,
    detail: fail.message,
    ...(fail.errors ? { errors: fail.errors } : {}),
  }
  reply.header('cache-control', 'no-store')
  // Limits of calls say it themselves; what remains is the lock of an account.
  if (fail.kind === 'tooMany' && !reply.hasHeader('retry-after'))
    reply.header('retry-after', String(LOCKED_MS / 1000))
  // Serialised here: a route's response schemas describe its successes only.
  return reply.code(fail.status).type('application/problem+json').send(JSON.stringify(body))
}

/** Nothing was sent where something was expected: said with what that is. */
function emptyBody(error: FastifyError, { body, routeOptions }: FastifyRequest): Fail | null {
  const promised = error.code === 'FST_ERR_CTP_EMPTY_JSON_BODY'
  const missing = error.validationContext === 'body' && (body === undefined || body === null)
  if (!promised && !missing) return null
  const schema = routeOptions.schema?.body
  const names = schema instanceof z.ZodObject ? namesOf(schema) : ''
  const wanted = names === '' ? 'a JSON object' : `a JSON object with ${names}`
  const other = schema === undefined ? ', or no content-type: this route takes no body' : ''
  return new Fail('malformed', `The body is empty: send ${wanted}${other}`, [
    { pointer: '', detail: `${wanted} is expected` },
  ])
}

const namesOf = (schema: z.ZodObject): string =>
  Object.entries(schema.shape)
    .map(([name, part]) => (z.safeParse(part, undefined).success ? `${name} (optional)` : name))
    .join(', ')

function failOf(error: FastifyError): Fail {
  if (error instanceof Fail) return error
  if (hasZodFastifySchemaValidationErrors(error)) {
    const part = (error as FastifyError).validationContext ?? 'body'
    const base = part === 'body' ? '' : `/${part}`
    const errors = error.validation.flatMap(({ keyword, instancePath, params, message }) => {
      const at = `${base}${instancePath}`
      if (keyword === 'unrecognized_keys' && Array.isArray(params.keys))
        return params.keys.map((key) => ({
          pointer: `${at.replace(/\/$/, '')}/${key}`,
          detail: 'is not known',
        }))
      return { pointer: at, detail: message ?? 'is not as it should be' }
    })
    return new Fail('malformed', errors.map((e) => `${e.pointer}: ${e.detail}`).join('; '), errors)
  }
  if (isDiskFull(error)) return new Fail('unavailable', 'The disk of the server is full')
  if (isDatabaseGone(error)) return new Fail('unavailable', 'The database cannot be reached')
  if (isUnstorableText(error)) return new Fail('malformed', UNSTORABLE)
  if (error.statusCode === 413) return new Fail('tooLarge', error.message)
  if (error.statusCode === 429) return new Fail('tooMany', error.message)
  if (error.statusCode && error.statusCode < 500) return new Fail('malformed', error.message)
  return new Fail('internal', 'The log of the server says more')
}

/** A NUL, in whatever text of the request: PostgreSQL has no such character. */
const isUnstorableText = ({ code = '' }: Error & { code?: string }): boolean =>
  code === '22021' || code === '22P05'

/** As PostgreSQL says it, and as the system does. */
const isDiskFull = ({ code = '' }: Error & { code?: string }): boolean =>
  ['53100', 'ENOSPC', 'EDQUOT'].includes(code)

/** Classes 08 (connection), 53 (resources), 57P (shut down), and what the driver says itself. */
function isDatabaseGone(error: Error & { code?: string }): boolean {
  const code = error.code ?? ''
  if (/^(08|53|57P)/.test(code) || ['ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code)) return true
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered)/.test(
    error.message,
  )
}
