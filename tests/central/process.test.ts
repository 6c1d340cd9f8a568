import { type ChildProcess, spawn } from 'node:child_process'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { FolderTaken } from '../../central/postgres/guard-connection.ts'
import { folderId } from '../../central/postgres/place.ts'
import { startCentral } from '../../central/start-central.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import type { SyncResponse } from '../../shared/sync/protocol.ts'
import { api, newId, removeDataDir, signIn, tempDataDir, testCentral, until } from './support.ts'

const root = resolve(import.meta.dirname, '../..')
const children = new Set<ChildProcess>()
const clean: (() => Promise<void>)[] = []

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  for (const step of clean.splice(0).reverse()) await step()
})

/** Central as a process of its own. `output`: what it printed. */
async function spawnCentral(dataDir: string, ...flags: string[]) {
  const child = spawn(
    process.execPath,
    ['dist/central/server.js', '--port', '0', '--data', dataDir, ...flags],
    { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  children.add(child)
  let output = ''
  const note = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', note)
  child.stderr.on('data', note)
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  void ended.then(() => children.delete(child))
  await until(
    'central answers or ends',
    () => /^central http/m.test(output) || child.exitCode !== null,
    60_000,
  )
  const url = /^central (http\S+)/m.exec(output)?.[1] ?? ''
  return { child, url, ended, output: () => output }
}

const postmaster = async (dataDir: string): Promise<number> =>
  Number((await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0])

const serviceOf = async (dataDir: string) => {
  const { url, serviceToken } = JSON.parse(await readFile(join(dataDir, 'central.json'), 'utf8'))
  return api(url, { authorization: `Bearer ${serviceToken}` })
}

/** A data folder with people and a campaign, and nobody working on it. */
async function prepared() {
  const central = await testCentral({ dataDir: await tempDataDir() })
  await central.close()
  clean.push(() => removeDataDir(central.dataDir))
  return { dataDir: central.dataDir, ana: central.people.ana }
}

describe('kill -9', () => {
  it('[SY29] [SY30] of central amid batches: what was acknowledged stands, the rest can be sent again, once', async () => {
    const { dataDir, ana } = await prepared()
    const before = await spawnCentral(dataDir)
    const device = await signIn(before.url, ana.email, ana.id)
    const lead = newId()
    await device.sync([device.captured(lead)])
    const sent: LeadEvent[] = []
    const acknowledged = new Set<string>()
    const send = async () => {
      for (;;) {
        const batch = Array.from({ length: 60 }, () => device.answered(lead, 'budget', 'planned'))
        sent.push(...batch)
        const response = await device.post(batch).catch(() => null)
        const body = (await response?.json().catch(() => null)) as SyncResponse | null
        if (!body) return
        for (const v of body.verdicts) acknowledged.add(v.id)
      }
    }
    const senders = [send(), send(), send()]
    await until('some batches are in', () => acknowledged.size > 300)
    before.child.kill('SIGKILL')
    await Promise.all(senders)
    const orphan = await postmaster(dataDir)

    const after = await spawnCentral(dataDir)
    expect(await postmaster(dataDir), 'the orphaned database server is taken over').toBe(orphan)
    const service = await serviceOf(dataDir)
    const stored = async () =>
      ((await (await service('GET', `/leads/${lead}/events`)).json()) as { events: LeadEvent[] }).events
    const ids = new Set((await stored()).map((e) => e.id))
    expect([...acknowledged].filter((id) => !ids.has(id))).toEqual([])
    for (let i = 0; i < sent.length; i += 60) {
      const batch = sent.slice(i, i + 60).map((e) => ids.has(e.id))
      expect(new Set(batch).size, 'a batch is there wholly or not at all').toBe(1)
    }
    const again = await signIn(after.url, ana.email, ana.id)
    for (let i = 0; i < sent.length; i += 500) await again.sync(sent.slice(i, i + 500))
    expect((await stored()).length).toBe(sent.length + 1)
  }, 120_000)

  it('[SY29] of PostgreSQL: requests are answered 503, then the server is back with everything acknowledged', async () => {
    const { dataDir, ana } = await prepared()
    const { url } = await spawnCentral(dataDir)
    const device = await signIn(url, ana.email, ana.id)
    const lead = newId()
    const acknowledged = new Set<string>()
    const events = [device.captured(lead), device.answered(lead, 'budget', 'none')]
    for (const v of (await device.sync(events)).verdicts) acknowledged.add(v.id)
    process.kill(await postmaster(dataDir), 'SIGKILL')
    const statuses = new Set<number>()
    await until(
      'central is back',
      async () => {
        const { status } = await device.post([device.answered(lead, 'budget', 'planned')])
        statuses.add(status)
        return status === 200
      },
      40_000,
    )
    statuses.delete(200)
    expect([...statuses].filter((s) => s !== 503)).toEqual([])
    const service = await serviceOf(dataDir)
    const { events: stored } = (await (await service('GET', `/leads/${lead}/events`)).json()) as {
      events: LeadEvent[]
    }
    expect(stored.map((e) => e.id)).toEqual(expect.arrayContaining([...acknowledged]))
  }, 120_000)
})

describe('one data folder, one central', () => {
  it('[SY30] a second one refuses in one line, and the first works on', async () => {
    const { dataDir, ana } = await prepared()
    const first = await spawnCentral(dataDir)
    const second = await spawnCentral(dataDir)
    expect(await second.ended).toBe(1)
    expect(second.output().trim()).toMatch(
      /^central: Another Leadwright server is working on this data folder.*$/,
    )
    const device = await signIn(first.url, ana.email, ana.id)
    expect((await device.sync()).changes.campaigns).toHaveLength(1)
  }, 120_000)

  it('[SY30] all who find it empty agree on its identity', async () => {
    const parent = await tempDataDir()
    clean.push(() => rm(parent, { recursive: true }))
    for (let i = 0; i < 100; i++) {
      const dataDir = join(parent, String(i))
      const ids = await Promise.all(Array.from({ length: 8 }, () => folderId(dataDir)))
      expect(new Set(ids).size).toBe(1)
      expect(await readdir(dataDir)).toEqual(['folder-id'])
    }
  })

  it('[SY30] of two that start at once on an empty folder one works', async () => {
    const dataDir = await tempDataDir()
    clean.push(() => removeDataDir(dataDir))
    const start = () => startCentral({ dataDir, port: 0, staticDir: null, logLevel: 'silent' })
    const outcomes = await Promise.allSettled([start(), start()])
    const works = outcomes.filter((o) => o.status === 'fulfilled')
    const refused = outcomes.filter((o) => o.status === 'rejected')
    expect(works).toHaveLength(1)
    expect(refused[0]?.reason).toBeInstanceOf(FolderTaken)
    expect((await fetch(`${works[0]!.value.url}/api/v1/health`)).status).toBe(200)
    await works[0]!.value.close()
  }, 120_000)

  it('[SY30] SIGTERM ends all parts, the database last', async () => {
    const { dataDir } = await prepared()
    const { child, ended } = await spawnCentral(dataDir)
    expect((await stat(join(dataDir, 'central.json'))).mode & 0o777).toBe(0o600)
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    await expect(stat(join(dataDir, 'central.json'))).rejects.toThrow('ENOENT')
    await expect(postmaster(dataDir)).rejects.toThrow('ENOENT')
  }, 120_000)
})

describe('--clock', () => {
  it('[ST7] is the time of everything central says and writes, and runs on', async () => {
    const { dataDir, ana } = await prepared()
    const begin = Date.parse('2027-03-02T16:00:00Z')
    const { url } = await spawnCentral(dataDir, '--clock', '2027-03-02T17:00+01:00')
    const device = await signIn(url, ana.email, ana.id)
    const first = Date.parse((await device.sync()).serverTime)
    expect(first).toBeGreaterThan(begin)
    expect(first).toBeLessThan(begin + 120_000)
    const { expiresAt } = (await (await device.api('GET', '/session')).json()) as { expiresAt: string }
    expect(Date.parse(expiresAt)).toBeGreaterThan(begin)
    expect(Date.parse((await device.sync()).serverTime)).toBeGreaterThan(first)
  }, 120_000)

  it.each(['noon', '2027-03-02', '2027-02-30T10:00Z', ''])('[ST7] refuses %j in one line', async (text) => {
    const dataDir = await tempDataDir()
    clean.push(() => rm(dataDir, { recursive: true }))
    const refused = await spawnCentral(dataDir, '--clock', text)
    expect(await refused.ended).toBe(1)
    expect(refused.output().trim()).toMatch(/^central: --clock .*is no instant.*$/)
  })
})
