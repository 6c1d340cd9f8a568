import type { z } from 'zod'
import type { Person } from '../../shared/sync/protocol.ts'
import type { Reader, Transactor } from '../db/ports.ts'

/** Central's REST service as flows use it; paths are relative to /api/v1, as in 'queues'. */
export interface Api {
  /** Rejects with FaultError. A Blob is sent as it is, anything else as JSON. */
  request<T>(call: ApiCall<T>): Promise<T>
  /** The address of a path, for a download link. */
  url(path: string): string
}

export interface ApiCall<T> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  path: string
  /** Of the answer; leave out where none is expected. */
  schema?: z.ZodType<T>
  body?: unknown
  contentType?: string
  signal?: AbortSignal
  /** Milliseconds; 0: none. Default 15,000. */
  timeout?: number
}

/** What every flow works with. */
export interface Desk {
  reader: Reader
  transactor: Transactor
  api: Api
  me: Person
  /** Epoch milliseconds, corrected by central's clock where this machine's is wrong. */
  now(): number
  /** A fresh UUIDv7. */
  newId(): string
}
