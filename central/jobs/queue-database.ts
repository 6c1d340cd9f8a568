import { setTimeout as sleep } from 'node:timers/promises'
import type { Db as QueueDatabase } from 'pg-boss'
import { followingPool, ownConnection } from '../store/database/database.ts'

type Listening = Awaited<ReturnType<NonNullable<QueueDatabase['listen']>>>

/** The database as the queue library sees it: connections of its own, that follow the server to another port. */
export function queueDatabase(
  url: () => string,
  onError: (error: Error) => void,
): QueueDatabase & { close(): Promise<void> } {
  const pool = followingPool(url, onError, { max: 6 })
  return {
    async executeSql(text, values) {
      const client = await pool.connect()
      try {
        const result: unknown = await client.query(text, values as unknown[])
        client.release()
        return { rows: rowsOf(result) }
      } catch (error) {
        // It may stand in a transaction that was broken off.
        client.release(error as Error)
        throw error
      }
    },
    listen: (channel, onNotification, onReconnect) =>
      listen(url, channel, onNotification, onReconnect, onError),
    close: () => pool.end(),
  }
}

interface Rows {
  rows: unknown[]
}

/** Several statements in one text give a result each. */
const rowsOf = (result: unknown): Rows['rows'] =>
  Array.isArray(result) ? result.flatMap((one: Rows) => one.rows) : (result as Rows).rows

/** A connection that listens, made again when it breaks. */
async function listen(
  url: () => string,
  channel: string,
  onNotification: (payload: string) => void,
  onReconnect: () => void,
  onError: (error: Error) => void,
): Promise<Listening> {
  let closing = false
  let client = await connect()

  async function connect() {
    const made = ownConnection(url())
    made.on('error', onError)
    made.on('notification', ({ payload }) => onNotification(payload ?? ''))
    try {
      await made.connect()
      await made.query(`listen ${made.escapeIdentifier(channel)}`)
    } catch (error) {
      await made.end()
      throw error
    }
    made.once('end', () => void again())
    return made
  }

  async function again(): Promise<void> {
    while (!closing) {
      await sleep(500)
      try {
        const made = await connect()
        if (closing) return void (await made.end())
        client = made
        return onReconnect()
      } catch (error) {
        onError(error as Error)
      }
    }
  }

  return {
    async close() {
      closing = true
      await client.end()
    },
  }
}
