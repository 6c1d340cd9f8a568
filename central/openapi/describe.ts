import type { RouteOptions } from 'fastify'
import type { FaultKind } from '../../shared/sync/faults.ts'
import type { Operation } from './operation.ts'
import { OPERATIONS } from './operations.ts'

export const PREFIX = '/api/v1'

export interface Description {
  operation: Operation
  roles: readonly string[] | 'public'
  /** What an API key needs; null: closed to keys. */
  scope: string | null
  /** Whether an Idempotency-Key may come with it. */
  takesKey: boolean
  /** The refusals to expect. */
  problems: FaultKind[]
}

/** What the document says of a route beside its schemas. */
export function describe(route: RouteOptions): Description {
  const method = String(route.method)
  const path = route.url.slice(PREFIX.length)
  const { roles = [], scope = null } = route.config ?? {}
  const has = (kind: FaultKind, when: boolean): FaultKind[] => (when ? [kind] : [])
  const signedIn = roles !== 'public'
  const writes = method !== 'GET'
  const operation = OPERATIONS[`${method} ${path}`] ?? byAddress(method, path)
  const body = Boolean(route.schema?.body) || operation.takes !== undefined
  return {
    operation,
    roles,
    scope,
    takesKey: signedIn && writes && operation.takes === undefined && !route.config?.idempotent,
    problems: [
      'malformed',
      ...has('unauthenticated', signedIn || path === '/session'),
      ...has('notYours', signedIn || writes),
      ...has('notFound', path.includes(':') || (signedIn && body)),
      ...has('conflict', signedIn && writes),
      ...has('tooLarge', body),
      ...has('protocol', path === '/sync'),
      'tooMany',
      'internal',
      'unavailable',
    ],
  }
}

/** 'GET', '/channels/:id/letters' -> getChannelsIdLetters, 'Get channels, id, letters'. */
function byAddress(method: string, path: string): Operation {
  const verb = method.toLowerCase()
  const words = path.match(/[A-Za-z0-9]+/g) ?? []
  const upper = (text: string) => `${text[0]!.toUpperCase()}${text.slice(1)}`
  return {
    id: [verb, ...words.map(upper)].join(''),
    tag: 'service',
    summary: `${upper(verb)} ${words.join(', ')}`,
  }
}
