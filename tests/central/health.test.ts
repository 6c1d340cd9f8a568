import { request } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { embeddedServer } from '../../central/postgres/embedded.ts'
import { placeOf } from '../../central/postgres/place.ts'
import { freePort } from '../setup/free-port.ts'
import { newId, removeDataDir, tempDataDir, testCentral } from './support.ts'

const problem = async (answer: Response) => {
  expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  return answer.json()
}

it('[AP4] [AP5] health says that it lives, ready that the database has this program’s tables', async () => {
  const central = await testCentral()
  const { db } = central.store
  const ask = (path: string) => fetch(`${central.url}/api/v1/${path}`)
  expect(await (await ask('health')).json()).toMatchObject({ status: 'ok', demo: null })
  expect(await (await ask('ready')).json()).toEqual({ status: 'ready' })

  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '')`.execute(db)
  const newer = await ask('ready')
  expect([newer.status, await problem(newer)]).toEqual([
    503,
    expect.objectContaining({
      type: 'urn:leadwright:unavailable',
      detail: expect.stringContaining('version'),
    }),
  ])
  expect((await ask('health')).status).toBe(200)
  await sql`delete from kysely_migration where name = '9999-later'`.execute(db)
  await sql`alter table kysely_migration rename to elsewhere`.execute(db)
  expect((await ask('ready')).status).toBe(503)
  await sql`alter table elsewhere rename to kysely_migration`.execute(db)
  expect((await ask('ready')).status).toBe(200)
  await central.dispose()
})

it('[AP5] a database that does not answer: not ready, until it does', async () => {
  const dataDir = await tempDataDir()
  const place = await placeOf(dataDir)
  const server = await embeddedServer(dataDir, place)
  const way = await wayTo(new URL(server.url()))
  const central = await testCentral({ databaseUrl: way.url, logLevel: 'silent' })
  const ready = () => fetch(`${central.url}/api/v1/ready`)
  expect((await ready()).status).toBe(200)
  await way.cut()
  const answer = await ready()
  expect([answer.status, await problem(answer)]).toEqual([
    503,
    expect.objectContaining({ type: 'urn:leadwright:unavailable' }),
  ])
  expect((await fetch(`${central.url}/api/v1/health`)).status).toBe(200)
  await way.mend()
  await expect.poll(async () => (await ready()).status).toBe(200)
  await central.dispose()
  await way.cut()
  await server.stop()
  await removeDataDir(dataDir)
})

/** A way to the database that can be cut: a port that passes everything on. */
async function wayTo(target: URL) {
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname)
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket)
      socket.pipe(other)
      socket.on('error', () => other.destroy())
      socket.on('close', () => sockets.delete(socket) && other.destroy())
    }
  })
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done))
  const port = await freePort()
  await listen(port)
  const url = new URL(target)
  url.host = `127.0.0.1:${port}`
  return {
    url: url.href,
    mend: () => listen(port),
    async cut() {
      for (const socket of sockets) socket.destroy()
      await new Promise((done) => server.close(done))
    },
  }
}

it('[AP6] while it closes nothing new is taken, and what is under way is finished', async () => {
  const central = await testCentral()
  const id = newId()
  const upload = request(`${central.url}/api/v1/imports/${id}?campaign=spring`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
  })
  const answered = new Promise<number | undefined>((done, fail) => {
    upload.on('response', (answer) => done(answer.resume().statusCode))
    upload.on('error', fail)
  })
  upload.write('First Name,E-Mail\nAna,ana@oak.example\n')
  await vi.waitFor(async () => {
    const { state } = await (await central.service('GET', `/imports/${id}`)).json()
    expect(state).toBe('running')
  }, 10_000)
  const closed = central.close()
  await vi.waitFor(async () => {
    const answer = await fetch(`${central.url}/api/v1/ready`)
    expect([answer.status, await problem(answer)]).toEqual([503, expect.objectContaining({ status: 503 })])
  }, 10_000)
  expect((await fetch(`${central.url}/api/v1/health`)).status).toBe(503)
  upload.end('Ben,ben@oak.example\n')
  expect(await answered).toBe(200)
  await closed
  await expect(fetch(`${central.url}/api/v1/health`)).rejects.toThrow()
  await central.dispose()
})
