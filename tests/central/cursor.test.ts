import { afterAll, beforeAll, expect, it } from 'vitest'
import { changesSince } from '../../central/store/changes.ts'
import { allot, lastChange } from '../../central/store/feed.ts'
import { newId, type TestCentral, testCentral } from './support.ts'

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

it('[SY24] (kills, seed 4) a lead that left and changed again later is told of, wherever a page ends', async () => {
  const { store, people, signIn, service } = central
  const { db } = store
  const epoch = 'one'
  const [ana, ben] = [await signIn(people.ana), await signIn(people.ben)]
  const [left, kept] = [newId(), newId()]
  await ana.sync([ana.captured(left), ana.captured(kept)])
  const { epoch: view } = await changesSince(db, people.ana, { epoch: null, since: null, central: epoch })
  const since = await lastChange(db)
  const leads = [{ id: left, version: 1 }]
  expect((await service('POST', '/assignments', { leads, to: people.ben.id })).ok).toBe(true)
  await ana.sync([ana.answered(kept, 'budget', 'none')])
  await ben.sync([])
  await ben.sync([ben.answered(left, 'budget', 'none')])
  const told: string[] = []
  for (let at = since, more = true; more; ) {
    const page = await changesSince(db, people.ana, { epoch: view, since: at, central: epoch }, 1)
    told.push(...page.changes.removed.map((r) => r.id))
    ;({ cursor: at, more } = page)
  }
  expect(told).toEqual([left])
})
