import type {} from '@fastify/cookie'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Scope } from '../../shared/api/accounts.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { Fail } from '../fail.ts'
import type { Db } from '../store/database/schema.ts'
import { together } from '../together.ts'
import { findKey, isKey } from './api-keys.ts'
import { findSessions, hashToken, type SignedIn } from './sessions.ts'

export type Role = Person['role']

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Who may call this route of the API. A route that does not say is closed to everybody. */
    roles?: readonly Role[] | 'public'
    /** Open to who may only hand in what waits, too. */
    handsIn?: true
    /** What an API key needs to be let in as a service. A route that does not say is closed to keys. */
    scope?: Scope
  }
  interface FastifyRequest {
    signedIn: SignedIn | null
  }
}

export const COOKIE = 'leadwright'
/** Statements that look for sessions: many requests at one moment are looked for in few. */
const SESSIONS_AT_ONCE = 2
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** What a service that runs on this machine presents itself with; it lives as long as this process. */
export interface ServiceAccess {
  tokenHash: Buffer
  signedIn: SignedIn
}

/** The one place that decides who may call what. Default: nobody. */
export function registerGuard(app: FastifyInstance, db: Db, service: ServiceAccess, now: () => number): void {
  const session = together({
    work: (tokens: readonly string[]) => findSessions(db, tokens, now()),
    taking: () => () => true,
    atOnce: SESSIONS_AT_ONCE,
  })
  app.decorateRequest('signedIn', null)
  app.addHook('onRequest', async (request) => {
    // The route that was found, not the address as written, which may say the same in other characters.
    const route = request.routeOptions.url ?? ''
    if (!route.startsWith('/api/')) return refuseUnknown(request)
    refuseForeignPage(request)
    const roles = request.routeOptions.config.roles ?? []
    const token = tokenOf(request)
    if (token) request.signedIn = await identify(token)
    if (roles === 'public') return
    if (!request.signedIn) throw nobody(token)
    if (request.signedIn.onlyHandsIn && !request.routeOptions.config.handsIn)
      throw new Fail('revoked', 'This device may hand in what waits, and nothing else')
    allow(request, roles)
    refuseUnscoped(request.signedIn, request.routeOptions.config.scope)
  })

  async function identify(token: string): Promise<SignedIn | null> {
    const hash = hashToken(token)
    if (hash.equals(service.tokenHash)) return service.signedIn
    return isKey(token) ? findKey(db, token, now()) : session(token)
  }
}

/** A program that sends a key has no session that could have ended. */
const nobody = (token: string | null) =>
  new Fail(
    'unauthenticated',
    token !== null && isKey(token)
      ? 'This API key is not known: mistyped, revoked or expired'
      : 'There is no session, or it has ended',
  )

function refuseUnscoped({ scopes }: SignedIn, scope: Scope | undefined): void {
  if (scopes === null) return
  if (scope === undefined) throw new Fail('notYours', 'This is not open to API keys')
  if (!scopes.includes(scope)) throw new Fail('notYours', `This key lacks the scope ${scope}`)
}

/** The signed-in person, who must have one of the roles. */
export function allow(request: FastifyRequest, roles: readonly Role[]): Person {
  const person = request.signedIn?.person
  if (!person) throw new Fail('unauthenticated', 'There is no session, or it has ended')
  if (!roles.includes(person.role)) throw new Fail('notYours', `This is not open to the role ${person.role}`)
  return person
}

export function tokenOf(request: FastifyRequest): string | null {
  const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')
  return bearer?.[1] ?? request.cookies[COOKIE] ?? null
}

/** What the API does not have is not found, though the page may be served for any path. */
function refuseUnknown(request: FastifyRequest): void {
  if (request.url.startsWith('/api/')) throw new Fail('notFound', 'The API has no such path')
}

/**
 * A page of another origin must not write with this browser's cookie. Browsers name the origin of every write; a bearer token
 * they never send on their own.
 */
function refuseForeignPage(request: FastifyRequest): void {
  const { authorization, origin, host } = request.headers
  if (SAFE.has(request.method) || authorization || origin === undefined) return
  if (hostOf(origin) !== host) throw new Fail('notYours', 'This request comes from a page of another origin')
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}
