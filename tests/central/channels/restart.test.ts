import { sql } from 'kysely'
import pg from 'pg'
import { v7 } from 'uuid'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { DELIVERY_QUEUES } from '../../../central/channels/send-out.ts'
import { writeMails } from '../../../central/mail/write-mails.ts'
import { type EmbeddedServer, embeddedServer } from '../../../central/postgres/embedded.ts'
import { placeOf } from '../../../central/postgres/place.ts'
import { type Central, type CentralOptions, startCentral } from '../../../central/start-central.ts'
import { createCampaign } from '../../../central/store/campaigns.ts'
import { inTransaction } from '../../../central/store/database/retry.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import { api, CAMPAIGN, newPerson, removeDataDir, signIn, tempDataDir, until } from '../support.ts'
import { deliveriesOf, handOff, put } from './handing.ts'
import { type Receiver, receiver, verify } from './receiver.ts'

/** A database of its own, as an operator has it: any number of centrals can stand on it. */
let server: EmbeddedServer
let databaseUrl: string
let place: string
let hook: Receiver
const folders: string[] = []
const running: Central[] = []

beforeAll(async () => {
  place = await tempDataDir()
  server = await embeddedServer(place, await placeOf(place))
})
afterAll(async () => {
  await server.stop()
  for (const folder of [place, ...folders]) await removeDataDir(folder)
})
let databases = 0
beforeEach(async () => {
  databases += 1
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  await client.query(`create database d${databases}`)
  await client.end()
  databaseUrl = server.url().replace(/\/postgres$/, `/d${databases}`)
  hook = await receiver()
})
afterEach(async () => {
  for (const central of running.splice(0)) await central.close()
  await hook.close()
})

async function start(options: Partial<CentralOptions> = {}): Promise<Central> {
  const dataDir = await tempDataDir()
  folders.push(dataDir)
  const central = await startCentral({
    dataDir,
    port: 0,
    staticDir: null,
    logLevel: 'error',
    databaseUrl,
    jobPollSeconds: 0.5,
    ...options,
  })
  running.push(central)
  return central
}

async function stop(central: Central): Promise<void> {
  running.splice(running.indexOf(central), 1)
  await central.close()
}

const service = (central: Central) => api(central.url, { authorization: `Bearer ${central.serviceToken}` })

/** A central with a campaign, somebody who hands off, and the webhook. */
async function first(options: Partial<CentralOptions> = {}) {
  const central = await start(options)
  const { db } = central.store
  await createCampaign(db, { id: CAMPAIGN, name: 'Spring expo', policy: DEFAULT_POLICY })
  const email = 'sue@example.com'
  const sue = await newPerson(db, { name: 'sue', email, role: 'supervisor' })
  const { secret } = await put(service(central), 'sales', { url: hook.url, allowPrivate: true })
  return { central, secret, sue: await signIn(central.url, email, sue.id) }
}

test('[CH9] what was committed is delivered by the next central, under the id it got, though this one never came to it', async () => {
  hook.answer(() => undefined)
  const { central, secret, sue } = await first({ delivering: { limitMs: 60_000 } })
  const leads = await handOff(sue, 'hot', 3)
  await hook.got(3)
  const before = await deliveriesOf(service(central))
  expect(before.map((d) => [d.state, d.attempts])).toEqual(Array(3).fill(['waiting', 0]))
  await stop(central)
  hook.answer(200)
  const next = await start()
  const again = (await hook.got(6)).slice(3)
  expect(new Set(again.map((g) => g.id))).toEqual(new Set(before.map((d) => d.id)))
  expect(new Set(again.map((g) => g.body.data.lead.id))).toEqual(new Set(leads))
  for (const one of again) verify(secret, one)
  await until('all are delivered', async () =>
    (await deliveriesOf(service(next))).every((d) => d.state === 'delivered'),
  )
})

test('[CH9] [ML1] what waits without a job gets one anew at the start, once, however many centrals start', async () => {
  hook.answer(() => undefined)
  const { central, sue } = await first({ delivering: { limitMs: 60_000 } })
  await handOff(sue, 'hot', 3)
  await hook.got(3)
  const tenMinutesOn = () => Date.now() + 11 * 60_000
  const letter = { kind: 'invitation' as const, to: { name: '', address: 'ann@example.com' } }
  const mail = v7()
  await inTransaction(central.store.db, (tx) =>
    writeMails(
      tx,
      { jobs: { send: async () => undefined } },
      [{ id: mail, ...letter, subject: 'Hello', text: 'Hello', html: null, lead: null }],
      Date.now(),
    ),
  )
  await stop(central)
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  await client.query('delete from jobs.job')
  await client.end()
  hook.answer(200)
  const [next] = await Promise.all([start({ now: tenMinutesOn }), start({ now: tenMinutesOn })])
  await until('all are delivered', async () =>
    (await deliveriesOf(service(next))).every((d) => d.state === 'delivered'),
  )
  await until('the mail went', async () => {
    const row = next.store.db.selectFrom('mails').select(['state', 'attempts']).where('id', '=', mail)
    return (await row.executeTakeFirstOrThrow()).state === 'sent'
  })
  const again = hook.received.slice(3)
  expect(again).toHaveLength(3)
  expect(new Set(again.map((g) => g.id)).size).toBe(3)
})

test('[CH9] a hand-off that is rolled back leaves neither delivery nor job', async () => {
  const { central, sue } = await first()
  const { db, jobs } = central.store
  const broken = db.transaction().execute(async (tx) => {
    await jobs.send(tx, DELIVERY_QUEUES[0]!, [{ data: { delivery: sue.id, attempts: 0 } }])
    const { rows } = await count(tx)
    expect(rows[0]!.count).toBe(1)
    throw new Error('rolled back')
  })
  await expect(broken).rejects.toThrow('rolled back')
  expect((await count(db)).rows[0]!.count).toBe(0)
})

test('[CH9] two centrals on one database share the work: each hand-off goes out once', async () => {
  const { central, sue } = await first()
  const second = await start()
  for (let i = 0; i < 5; i += 1) await handOff(sue, 'hot', 20)
  await hook.got(100)
  await until('all are delivered', async () =>
    (await deliveriesOf(service(second))).every((d) => d.state === 'delivered'),
  )
  const got = await hook.got(100)
  expect(new Set(got.map((g) => g.id)).size).toBe(100)
  expect(got).toHaveLength(100)
  expect(await deliveriesOf(service(central))).toHaveLength(100)
})

function count(db: Central['store']['db']) {
  return sql<{
    count: number
  }>`select count(*) as count from jobs.job where name = ${DELIVERY_QUEUES[0]}`.execute(db)
}
