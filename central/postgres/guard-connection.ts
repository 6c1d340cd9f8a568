import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { ownConnection } from '../store/database/database.ts'
import { POKE_CHANNEL, type Poke } from '../store/feed.ts'

export interface GuardConnection {
  close(): Promise<void>
}

interface Options {
  /** Makes sure that a server runs, and gives its connection string. */
  server(): Promise<string>
  /** The data folder's id. */
  folder: string
  onPoke(poke: Poke): void
  /** The connection broke; it is being made again. */
  onLost(error: Error | null): void
  /** Another process took the data folder while this one had lost it. */
  onTaken(): void
}

/**
 * The one connection that lasts as long as the process: it holds the data folder's lock and hears the pokes. When it breaks, it
 * is made again, the server started again if need be. Throws when another process has the folder.
 */
export async function guardConnection(options: Options): Promise<GuardConnection> {
  let closing = false
  let client = await connect(options)
  watch(client)

  function watch(current: pg.Client): void {
    current.once('end', () => {
      if (closing) return
      options.onLost(null)
      void again()
    })
  }

  async function again(): Promise<void> {
    while (!closing) {
      try {
        client = await connect(options)
        watch(client)
        // Whatever was said meanwhile was not heard.
        options.onPoke({ owners: 'all', watch: 'all' })
        return
      } catch (error) {
        if (error instanceof FolderTaken) return options.onTaken()
        options.onLost(error as Error)
        await sleep(500)
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

export class FolderTaken extends Error {
  constructor() {
    super('Another Leadwright server is working on this data folder: stop it first, or give another --data')
  }
}

async function connect(options: Options): Promise<pg.Client> {
  const client = ownConnection(await options.server())
  // The 'end' that follows is what is acted on.
  client.on('error', options.onLost)
  try {
    await client.connect()
    client.on('notification', (n) => {
      if (n.payload) options.onPoke(JSON.parse(n.payload) as Poke)
    })
    if (!(await tryLock(client, options.folder))) throw new FolderTaken()
    await client.query(`listen ${POKE_CHANNEL}`)
    return client
  } catch (error) {
    // Left open it would hold the folder's lock against the next. One that never came to be has no end to wait for.
    client.end().catch(options.onLost)
    throw error
  }
}

/** The server needs a moment to notice that a killed process is gone. */
async function tryLock(client: pg.Client, folder: string): Promise<boolean> {
  const deadline = Date.now() + 3000
  for (;;) {
    const sql = 'select pg_try_advisory_lock(hashtextextended($1, 0)) as got'
    const { rows } = await client.query<{ got: boolean }>(sql, [folder])
    if (rows[0]?.got) return true
    if (Date.now() > deadline) return false
    await sleep(100)
  }
}
