import { afterAll, beforeAll, expect, it } from 'vitest'
import { allot, lastChange } from '../../central/store/feed.ts'
import { type TestCentral, testCentral } from './support.ts'

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

// Writers and readers at once: tests/proof/cursor.ts.
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
