import { Agent, request } from 'node:http'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ImportProgress } from '../../../shared/api/api.ts'
import { type TestCentral, testCentral, until } from '../support.ts'
import { ansi, counts, GERMAN, importing } from './importing.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())
const { send } = importing(() => central)

describe('a run of an import', () => {
  test('[IN2] a map names what headers do not; a wrong one is an error that names the header', async () => {
    const file = 'Kontaktweg,Wer\na@example.com,Ana\n'
    const mapped = await send(file, { map: '{"Wer":"firstName","Kontaktweg":"email"}' })
    expect(counts(mapped)).toMatchObject({ added: 1 })
    await expect(send(file, { map: '{"Wer":"colour"}' })).rejects.toThrow(/400.*Wer/s)
    expect(await send(file, { map: '{"Nope":"email"}' })).toMatchObject({
      state: 'failed',
      error: 'The file has no column "Nope".',
    })
  })

  test('[IN18] no table: one clear line, however much is sent', async () => {
    const big = new Uint8Array(5_000_000)
    expect(await send(big)).toMatchObject({
      state: 'failed',
      rows: 0,
      error: expect.stringContaining('binary'),
    })
    expect(await send('Dear all,\nhello\n')).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(/no table/),
    })
  })

  test('[IN18] a header without rows fails, and makes no campaign', async () => {
    for (const body of ['Name,Email\n', 'Name;Email;Rating'])
      expect(await send(body, { campaign: 'headers only' })).toMatchObject({
        state: 'failed',
        error: 'The file has a header and no rows.',
      })
    const { campaigns } = await (await central.service('GET', '/campaigns')).json()
    expect(campaigns.map((c: { id: string }) => c.id)).not.toContain('headers-only')
  })

  test('[IN24] problems are a CSV without formulas', async () => {
    const { id } = await send('Email,Phone\na@example.com,=1+1\n')
    const text = await (await central.service('GET', `/imports/${id}/problems.csv`)).text()
    expect(text.split('\r\n').slice(1)).toEqual([`2,Phone,"'=1+1",is no phone number,no`, ''])
  })

  test('[IN74] of many rows, the database knows right after it how large its tables are', async () => {
    const rows = Array.from({ length: 600 }, (_, i) => `Eve ${i},eve${i}@example.com\n`)
    await send(`Name,Email\n${rows.join('')}`, { campaign: 'many rows' })
    const { rows: known } = await sql<{ size: number }>`
      select reltuples::float8 as size from pg_class where relname in ('leads', 'events', 'likeness_keys')`.execute(
      central.store.db,
    )
    expect(known).toHaveLength(3)
    for (const { size } of known) expect(size).toBeGreaterThanOrEqual(600)
  })

  test('[IN23] broken off, it keeps what it wrote; the same file again completes it', async () => {
    const lines = Array.from({ length: 5000 }, (_, i) => `Ana ${i},a${i}@example.com\n`)
    const abort = new AbortController()
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(Buffer.from(`Name,Email\n${lines.slice(0, 4000).join('')}`))
      },
    })
    const broken = fetch(`${central.url}/api/v1/imports/broken?campaign=broken`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body,
      duplex: 'half',
      signal: abort.signal,
    } as RequestInit)
    const progress = async () =>
      (await (await central.service('GET', '/imports/broken')).json()) as ImportProgress
    await until('rows are written', async () => (await progress()).added >= 1000)
    abort.abort()
    await expect(broken).rejects.toThrow()
    await until('it has ended', async () => (await progress()).state === 'cancelled')
    const { added } = await progress()
    expect(added).toBeGreaterThanOrEqual(1000)
    const whole = await send(`Name,Email\n${lines.join('')}`, { campaign: 'broken' })
    expect(whole).toMatchObject({ state: 'done', rows: 5000, added: 5000 - added, unchanged: added })
  })

  test('[IN23] cancelled, it keeps what it wrote', async () => {
    let stop = false
    const body = new ReadableStream({
      async pull(controller) {
        if (stop) return controller.close()
        const lines = Array.from({ length: 500 }, (_, i) => `Ana,x${performance.now()}.${i}@example.com\n`)
        controller.enqueue(Buffer.from(`Name,Email\n${lines.join('')}`))
        await new Promise((done) => setTimeout(done, 20))
      },
    })
    const sent = fetch(`${central.url}/api/v1/imports/stopped?campaign=stopped`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${central.serviceToken}`, 'content-type': 'text/csv' },
      body,
      duplex: 'half',
    } as RequestInit)
    const progress = async () =>
      (await (await central.service('GET', '/imports/stopped')).json()) as ImportProgress
    await until('rows are written', async () => (await progress()).added >= 500)
    expect((await central.service('DELETE', '/imports/stopped')).status).toBe(204)
    await until('it has ended', async () => (await progress()).state === 'cancelled')
    stop = true
    expect((await (await sent).json()) as ImportProgress).toMatchObject({
      state: 'cancelled',
      added: (await progress()).added,
    })
    expect((await central.service('DELETE', '/imports/nothing')).status).toBe(404)
  })

  test('agents may not import', async () => {
    const device = await central.signIn(central.people.ana)
    expect((await device.api('GET', '/imports/run-1')).status).toBe(403)
  })
})

describe('a preview', () => {
  test('shows encoding, delimiter, columns and samples, and stores nothing', async () => {
    const response = await fetch(`${central.url}/api/v1/imports/preview`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${central.serviceToken}`,
        'content-type': 'application/octet-stream',
      },
      body: ansi(GERMAN),
    })
    expect(await response.json()).toMatchObject({
      encoding: 'Windows-1252',
      delimiter: ';',
      rows: 1,
      columns: expect.arrayContaining([
        { header: 'Vorname', target: 'firstName', by: 'header', samples: ['Jörg'] },
      ]),
    })
  })

  test('[IN40] leaves nothing unread on the connection: the next request on it is answered', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 })
    const ask = (method: string, path: string, body = '') =>
      new Promise<number>((done, fail) => {
        const headers = {
          authorization: `Bearer ${central.serviceToken}`,
          'content-type': 'application/octet-stream',
        }
        const sent = request(`${central.url}/api/v1${path}`, { method, agent, headers }, (answer) => {
          answer.resume()
          answer.once('end', () => done(answer.statusCode ?? 0))
        })
        sent.once('error', fail)
        sent.setTimeout(50_000, () => sent.destroy(new Error('no answer')))
        sent.end(body)
      })
    const head = `Name;E-Mail;Telefon\n${'Ada;ada@example.com;+12125550100\n'.repeat(20_000)}`
    expect(await ask('POST', '/imports/preview', head)).toBe(200)
    expect(await ask('PUT', '/imports/after-preview?campaign=after', head.slice(0, 50_000))).toBe(200)
    agent.destroy()
  })
})
