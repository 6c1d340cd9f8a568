import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Metrics } from '../metrics.ts'
import type { PokeLines } from '../poke-lines.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

/** What the routes stand on. */
export interface CentralDeps extends IngestDeps {
  /** The incarnation of the data. */
  epoch: string
  /** Epoch milliseconds. */
  now(): number
  pokes: PokeLines
  metrics: Metrics
  /** An account to try, named on the sign-in page; null where there is no demo. */
  demo: DemoAccount | null
}

export interface DemoAccount {
  email: string
  password: string
}
