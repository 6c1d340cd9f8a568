import { chmod, cp, mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { binariesAt, shippedBinaries } from '../../central/postgres/binaries.ts'
import { type EmbeddedServer, embeddedServer } from '../../central/postgres/embedded.ts'
import { placeOf } from '../../central/postgres/place.ts'
import { startCentral } from '../../central/start-central.ts'
import { newId, removeDataDir, signIn, tempDataDir, testCentral } from './support.ts'

let server: EmbeddedServer
let serverDir: string
beforeAll(async () => {
  serverDir = await tempDataDir()
  server = await embeddedServer(serverDir, await placeOf(serverDir))
})
afterAll(async () => {
  await server.stop()
  await removeDataDir(serverDir)
})

/** A new database on a server that central did not start. */
async function database(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  await client.query(`create database ${name}`)
  await client.end()
  return server.url().replace(/\/postgres$/, `/${name}`)
}

describe('[SY31] a PostgreSQL of one’s own', () => {
  it('serves two processes on one database, who hear each other', async () => {
    const databaseUrl = await database('shared')
    const one = await testCentral({ databaseUrl })
    const dataDir = await tempDataDir()
    const two = await startCentral({ dataDir, port: 0, staticDir: null, logLevel: 'error', databaseUrl })
    const { ana, sue } = one.people
    const desk = await signIn(one.url, ana.email, ana.id)
    const watcher = await signIn(two.url, sue.email, sue.id)
    await watcher.sync()
    const stop = new AbortController()
    const headers = { authorization: `Bearer ${watcher.token}` }
    const line = await fetch(`${two.url}/api/v1/poke`, { headers, signal: stop.signal })
    const reader = line.body!.getReader()
    await reader.read()
    const lead = newId()
    await desk.sync([desk.captured(lead)])
    expect(Buffer.from((await reader.read()).value!).toString()).toContain('event: poke')
    stop.abort()
    expect((await watcher.sync()).changes.leads.map((l) => l.lead.id)).toEqual([lead])
    await two.close()
    await one.dispose()
    await removeDataDir(dataDir)
  })

  it('[SY65] an erasure asked of one process empties the memory of leads of the other', async () => {
    const databaseUrl = await database('erasing')
    const one = await testCentral({ databaseUrl })
    const dataDir = await tempDataDir()
    const two = await startCentral({ dataDir, port: 0, staticDir: null, logLevel: 'error', databaseUrl })
    const { ana, adam } = one.people
    const desk = await signIn(two.url, ana.email, ana.id)
    const administrator = await one.signIn(adam)
    const [lead, other] = [newId(), newId()]
    await desk.sync([desk.captured(lead), desk.captured(other)])
    expect(two.store.states.among([lead, other]).size).toBe(2)
    const erasing = await administrator.api('POST', `/leads/${lead}/erase`, {
      reason: 'asked',
      suppress: false,
    })
    expect(erasing.status).toBe(200)
    await expect.poll(() => two.store.states.among([lead, other]).size).toBe(0)
    await two.close()
    await one.dispose()
    await removeDataDir(dataDir)
  })

  it('is migrated once by processes that start on it at the same moment', async () => {
    const databaseUrl = await database('together')
    const folders = await Promise.all([tempDataDir(), tempDataDir(), tempDataDir()])
    const all = await Promise.all(
      folders.map((dataDir) =>
        startCentral({ dataDir, port: 0, staticDir: null, logLevel: 'error', databaseUrl }),
      ),
    )
    for (const { url } of all) expect((await fetch(`${url}/api/v1/ready`)).status).toBe(200)
    await Promise.all(all.map((one) => one.close()))
    await Promise.all(folders.map(removeDataDir))
  })

  it('is not started, and goes on when central ends', async () => {
    const databaseUrl = await database('lasting')
    const central = await testCentral({ databaseUrl })
    await expect(stat(join(central.dataDir, 'postgres'))).rejects.toThrow('ENOENT')
    await central.dispose()
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    expect((await client.query('select count(*) as n from people')).rows[0].n).toBe('4')
    await client.end()
  })

  it('a database made by a newer version is refused in words', async () => {
    const databaseUrl = await database('newer')
    const central = await testCentral({ databaseUrl })
    await central.dispose()
    const client = new pg.Client({ connectionString: databaseUrl })
    await client.connect()
    await client.query(`insert into kysely_migration values ('9999-later', now())`)
    await client.end()
    const dataDir = await tempDataDir()
    const start = startCentral({ dataDir, port: 0, staticDir: null, databaseUrl, logLevel: 'silent' })
    await expect(start).rejects.toThrow('newer version of Leadwright')
    await removeDataDir(dataDir)
  })

  it('[SY32] a new epoch makes devices fetch everything', async () => {
    const databaseUrl = await database('restored')
    const first = await testCentral({ databaseUrl })
    const { ana } = first.people
    const desk = await signIn(first.url, ana.email, ana.id)
    const lead = newId()
    await desk.sync([desk.captured(lead)])
    const before = desk.epoch
    await first.close()
    const again = await startCentral({
      dataDir: first.dataDir,
      port: 0,
      staticDir: null,
      databaseUrl,
      logLevel: 'error',
      newEpoch: true,
    })
    const back = await signIn(again.url, ana.email, ana.id)
    back.cursor = desk.cursor
    back.epoch = before
    expect((await back.sync()).changes.leads.map((l) => l.lead.id)).toEqual([lead])
    expect(back.epoch).not.toBe(before)
    await again.close()
    await removeDataDir(first.dataDir)
  })
})

describe('[SY29] a connection that breaks', () => {
  it('between two statements of a transaction fails that transaction, and central goes on', async () => {
    const central = await testCentral({ logLevel: 'silent' })
    const { db } = central.store
    const cut = db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(db)
      // The server's word is heard while nothing is asked over this connection.
      await new Promise((done) => setTimeout(done, 200))
      await sql`select 1`.execute(tx)
    })
    await expect(cut).rejects.toThrow()
    expect((await fetch(`${central.url}/api/v1/health`)).status).toBe(200)
    await central.dispose()
  })
})

describe.skipIf(process.getuid?.() !== 0)('[SY30] as root', () => {
  it('a data folder and programs that only root can enter: the server runs elsewhere, and says so', async () => {
    const closed = await mkdtemp(join(tmpdir(), 'leadwright-closed-'))
    await chmod(closed, 0o700)
    const dataDir = join(closed, 'data')
    const shipped = await shippedBinaries()
    await cp(shipped.root, join(closed, 'native'), { recursive: true, verbatimSymlinks: true })
    const place = await placeOf(dataDir, binariesAt(join(closed, 'native'), shipped))
    expect(place.note).toContain(dataDir)
    expect(place.pgData).toContain('/var/lib/leadwright/')
    expect(place.binaries.root).toContain('/var/lib/leadwright/')
    const here = await embeddedServer(dataDir, place)
    const client = new pg.Client({ connectionString: here.url() })
    await client.connect()
    expect((await client.query('show fsync')).rows).toEqual([{ fsync: 'on' }])
    await client.end()
    await here.stop()
    await removeDataDir(dataDir)
    await rm(place.binaries.root, { recursive: true, force: true })
    await rm(closed, { recursive: true, force: true })
  })
})
