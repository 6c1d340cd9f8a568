import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { preparing } from './prepared.ts'
import type { Db, Tables } from './schema.ts'

const INT8 = 20
const TIMESTAMPTZ = 1184
const DATE = 1082
/** Who does not answer by then is asked anew. */
const CONNECTION_MS = 10_000
/** How long a connection is kept that nobody needs: to open another takes a handshake, and its statements are planned anew. Networks forget a quiet one after minutes. */
const IDLE_MS = 60_000

/** Change numbers as numbers (they stay far below 2^53), instants as ISO text, dates as they are written. */
function types(): pg.CustomTypesConfig {
  const own = new pg.TypeOverrides()
  own.setTypeParser(INT8, Number)
  own.setTypeParser(TIMESTAMPTZ, (text) => new Date(text).toISOString())
  own.setTypeParser(DATE, (text) => text)
  return own
}

/** How many connections there are, how many of them wait for work, and how many requests wait for one. */
export interface PoolState {
  open: number
  idle: number
  waiting: number
}

export interface Database {
  db: Db
  pool(): PoolState
  close(): Promise<void>
}

/** `url` is asked at every new connection: an embedded server may come back on another port. */
export function openDatabase(url: () => string, onError: (error: Error) => void, max = 16): Database {
  const pool = followingPool(url, onError, { types: types(), max })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: async () => pool }) })
  return { db, pool: pool.state, close: () => db.destroy() }
}

/** Connections to wherever the database is now. */
export function followingPool(
  url: () => string,
  onError: (error: Error) => void,
  options: { max: number; types?: pg.CustomTypesConfig },
) {
  let current = url()
  const prepare = preparing()
  const make = () => {
    const pool = new pg.Pool({
      connectionString: current,
      connectionTimeoutMillis: CONNECTION_MS,
      idleTimeoutMillis: IDLE_MS,
      ...options,
    })
    // A connection that breaks fails what is asked over it and is replaced; without a listener it would end the process: the pool
    // listens to its idle ones only.
    pool.on('error', onError)
    pool.on('connect', (client) => {
      client.on('error', onError)
      prepare(client)
    })
    return pool
  }
  let pool = make()
  return {
    options: {},
    async connect() {
      const now = url()
      if (now !== current) {
        current = now
        const old = pool
        pool = make()
        void old.end().catch(onError)
      }
      return pool.connect()
    },
    end: () => pool.end(),
    state: (): PoolState => ({ open: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
  }
}

/** A connection of its own, for what lasts: a lock, a LISTEN. */
export function ownConnection(url: string): pg.Client {
  return new pg.Client({
    connectionString: url,
    types: types(),
    keepAlive: true,
    connectionTimeoutMillis: CONNECTION_MS,
  })
}
