import type { FastifyInstance } from 'fastify'
import type { ImportDeps } from './deps.ts'

/** Mounts the routes of imports. */
export function registerImports(_app: FastifyInstance, _deps: ImportDeps): void {
  throw new Error('not there yet')
}
