import { readFileSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { placeOf } from '../../../central/postgres/place.ts'
import { CentralProcess } from '../../e2e/support/central.ts'
import { freePort } from '../../setup/free-port.ts'
import { type Usage, usageOf } from './processes.ts'

/** A central of its own on its embedded PostgreSQL, with a look into both. */
export interface Place {
  central: CentralProcess
  /** Of its database, for who works beside it. */
  databaseUrl: string
  usage(): Usage
  query<Row extends pg.QueryResultRow>(text: string): Promise<Row[]>
  dispose(): Promise<void>
}

export async function makePlace(): Promise<Place> {
  const dir = await mkdtemp(join(tmpdir(), 'leadwright-bench-'))
  // The embedded database may run as a user of its own.
  await chmod(dir, 0o755)
  const data = join(dir, 'central')
  const central = new CentralProcess(data, await freePort(), [], Date.now)
  await central.start()
  const { pid } = JSON.parse(readFileSync(join(data, 'central.json'), 'utf8')) as { pid: number }
  const { pgData } = await placeOf(data)
  const [postmaster, , , port] = readFileSync(join(pgData, 'postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(data, 'database-password'), 'utf8').trim()
  const databaseUrl = `postgres://leadwright:${encodeURIComponent(password)}@127.0.0.1:${Number(port)}/postgres`
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  return {
    central,
    databaseUrl,
    usage: () => usageOf(pid, Number(postmaster)),
    query: async <Row extends pg.QueryResultRow>(text: string) => (await client.query<Row>(text)).rows,
    async dispose() {
      await client.end()
      await central.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
}
