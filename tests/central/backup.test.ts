import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { backUp, restore } from '../../central/postgres/backup.ts'
import { isRunning } from '../../central/postgres/embedded.ts'
import { placeOf } from '../../central/postgres/place.ts'
import { startCentral } from '../../central/start-central.ts'
import { newId, removeDataDir, signIn, type TestCentral, tempDataDir, testCentral } from './support.ts'

let central: TestCentral
let shelf: string
beforeAll(async () => {
  shelf = await mkdtemp(join(tmpdir(), 'leadwright-shelf-'))
  central = await testCentral({ dataDir: await tempDataDir() })
})
afterAll(async () => {
  await central.dispose()
  await rm(shelf, { recursive: true })
})

describe('a backup', () => {
  it('[SY34] taken while desks write holds all that was saved before it, and is a new incarnation when restored', async () => {
    const { ana } = central.people
    const desk = await central.signIn(ana)
    const before = Array.from({ length: 300 }, newId)
    await desk.sync(before.map((id) => desk.captured(id, { email: `${id}@example.com` })))
    let done = false
    const taken = backUp(central.dataDir, join(shelf, 'monday')).finally(() => {
      done = true
    })
    let meanwhile = 0
    while (!done) {
      await desk.sync([desk.captured(newId(), { email: `m${meanwhile}@example.com` })])
      meanwhile += 1
    }
    await taken
    expect(meanwhile).toBeGreaterThan(0)

    const dataDir = await tempDataDir()
    await restore(join(shelf, 'monday'), dataDir)
    const again = await startCentral({ dataDir, port: 0, staticDir: null, logLevel: 'error', newEpoch: true })
    const back = await signIn(again.url, ana.email, ana.id)
    const leads = (await back.pull()).leads.map((l) => l.lead.id)
    expect(leads).toEqual(expect.arrayContaining(before))
    expect(leads.length).toBeLessThanOrEqual(before.length + meanwhile)
    expect(back.epoch).not.toBe(desk.epoch)
    await again.close()
    await removeDataDir(dataDir)
  })

  it('[SY34] is written beside nothing and over nothing', async () => {
    const { dataDir } = central
    await expect(backUp(dataDir, shelf)).rejects.toThrow('is there already')
    await expect(restore(join(shelf, 'monday'), dataDir)).rejects.toThrow('is there already')
    await expect(restore(shelf, dataDir)).rejects.toThrow('is no backup')
    const empty = await tempDataDir()
    await expect(backUp(empty, join(shelf, 'tuesday'))).rejects.toThrow('There is no database')
    await rm(empty, { recursive: true })
    expect(await readFile(join(shelf, 'monday', 'database-password'), 'utf8')).not.toBe('')
  })

  it('[SY34] leaves no server running that it started and could not sign in to', async () => {
    const dataDir = await tempDataDir()
    const alone = await startCentral({ dataDir, port: 0, staticDir: null, logLevel: 'error' })
    await alone.close()
    await writeFile(join(dataDir, 'database-password'), 'another one')
    await expect(backUp(dataDir, join(shelf, 'friday'))).rejects.toThrow('password')
    expect(await isRunning(await placeOf(dataDir))).toBe(false)
    await removeDataDir(dataDir)
  })
})
