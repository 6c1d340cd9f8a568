import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { Fail } from '../fail.ts'
import type { Db } from '../store/database/schema.ts'
import { claimAnswer, forgetAnswer, type Handle, handleOf, keepAnswer } from './kept-answers.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Sent again as it is, the request changes nothing: an Idempotency-Key adds nothing to it, and its answer is not kept. */
    idempotent?: true
  }
  interface FastifyRequest {
    /** An id of what is asked for, of this caller, where it comes with an Idempotency-Key and is the first of it; else null. */
    idempotencyId: string | null
    keptAs: { handle: Handle; lease: string } | null
  }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
/** A structured string (RFC 9651), or the same without its quotes. */
const KEY = /^(?:"([\x20\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x5b\x5d-\x7e]{1,255}))$/

/**
 * A write with an Idempotency-Key (draft-ietf-httpapi-idempotency-key-header) is done once: sent again it gets the answer of the first
 * time, for a day. Bodies that are streams are told apart by the id in their address instead.
 */
export function registerIdempotency(api: FastifyInstance, db: Db, now: () => number): void {
  api.decorateRequest('idempotencyId', null)
  api.decorateRequest('keptAs', null)

  api.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request)
    const caller = request.signedIn?.person.id
    if (key === null || caller === undefined) return
    const what = JSON.stringify([request.method, request.url, request.body ?? null])
    const handle = handleOf(caller, key, what)
    const claimed = await claimAnswer(db, handle, now())
    if (claimed.as === 'first') {
      request.idempotencyId = handle.id.toString('hex')
      request.keptAs = { handle, lease: claimed.lease }
      return
    }
    if (claimed.as === 'other')
      throw new Fail('malformed', 'This Idempotency-Key was used for another request', undefined, 422)
    if (claimed.as === 'underWay') {
      reply.header('retry-after', '1')
      throw new Fail('conflict', 'The request of this Idempotency-Key is still under way')
    }
    const { status, type, body } = claimed.answer
    reply.code(status).header('idempotency-replayed', 'true')
    if (type !== null) reply.type(type)
    return reply.send(type === null ? undefined : Buffer.from(body))
  })

  api.addHook('onSend', async (request, reply, payload) => {
    const { keptAs } = request
    if (keptAs === null) return
    request.keptAs = null
    const { handle, lease } = keptAs
    const isKept = reply.statusCode < 500 && reply.statusCode !== 429 && !(payload instanceof Readable)
    if (!isKept) return forgetAnswer(db, handle, lease)
    const body = Buffer.isBuffer(payload) ? payload.toString() : String(payload ?? '')
    const type = body === '' ? null : String(reply.getHeader('content-type') ?? 'application/json')
    await keepAnswer(db, handle, lease, { status: reply.statusCode, type, body })
  })
}

function keyOf(request: FastifyRequest): string | null {
  const header = request.headers['idempotency-key']
  const { idempotent } = request.routeOptions.config
  if (header === undefined || idempotent || SAFE.has(request.method) || request.body instanceof Readable)
    return null
  const found = typeof header === 'string' ? KEY.exec(header) : null
  if (!found)
    throw new Fail('malformed', 'An Idempotency-Key is a text of 1 to 255 characters', [
      { pointer: '/headers/idempotency-key', detail: 'is not a key' },
    ])
  return found[1] ?? found[2] ?? null
}
