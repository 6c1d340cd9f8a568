import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { allot, lastChange } from '../../central/store/feed.ts'
import { newId, type TestCentral, type TestDevice, testCentral } from './support.ts'

const WRITERS = 16
const READERS = 4
const BATCHES = 12

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

it('[SY24] 16 writers and 4 readers at once: no reader passes over a lead', async () => {
  const { ana } = central.people
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => central.signIn(ana)))
  const readers = await Promise.all(Array.from({ length: READERS }, () => central.signIn(central.people.sue)))
  const shared = newId()
  await writers[0]!.sync([writers[0]!.captured(shared)])
  let writing = WRITERS
  const written: string[] = [shared]
  const write = async (device: TestDevice, n: number) => {
    for (let i = 0; i < BATCHES; i += 1) {
      // Batches of different sizes, all touching one lead, so that they finish in another order than they began in.
      const ids = Array.from({ length: 1 + ((n * 7 + i * 13) % 40) }, newId)
      const answer = await device.post([
        ...ids.map((id) => device.captured(id)),
        device.answered(shared, 'budget', 'none'),
      ])
      expect(answer.status).toBe(200)
      written.push(...ids)
    }
    writing -= 1
  }
  const read = async (device: TestDevice) => {
    const seen = new Set<string>()
    for (;;) {
      const over = writing === 0
      for (const { lead } of (await device.pull()).leads) seen.add(lead.id)
      if (over) return seen
    }
  }
  const [seen] = await Promise.all([Promise.all(readers.map(read)), Promise.all(writers.map(write))])
  for (const one of seen) expect(written.filter((id) => !one.has(id))).toEqual([])
  const { rows } = await sql<{ n: number; distinct: number; top: number }>`
    select count(*) as n, count(distinct change) as distinct, max(change) as top from leads`.execute(
    central.store.db,
  )
  expect(rows[0]!.n).toBe(written.length)
  expect(rows[0]!.distinct).toBe(written.length)
}, 120_000)

it('[SY24] a number that was allotted and not committed holds the later ones back', async () => {
  const { db } = central.store
  const before = await lastChange(db)
  let release!: () => void
  const held = new Promise<void>((done) => {
    release = done
  })
  let allotted!: () => void
  const first = new Promise<void>((done) => {
    allotted = done
  })
  const slow = db.transaction().execute(async (tx) => {
    await allot(tx, 1)
    allotted()
    await held
  })
  await first
  let done = false
  const fast = db
    .transaction()
    .execute((tx) => allot(tx, 1))
    .then((r) => {
      done = true
      return r
    })
  await new Promise((wait) => setTimeout(wait, 300))
  expect(done).toBe(false)
  expect(await lastChange(db)).toBe(before)
  release()
  await slow
  expect(await fast).toEqual({ first: before + 2, last: before + 2 })
})
