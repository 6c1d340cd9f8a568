import type { Person } from '../../shared/sync/protocol.ts'
import type { Reader, Transactor } from '../db/ports.ts'
import type { Api } from '../sync/transport.ts'

export type { Api, ApiCall } from '../sync/transport.ts'

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
