import { afterAll, beforeAll, expect, it } from 'vitest'
import { changesFor, type Standing } from '../../central/store/changes/changes.ts'
import { cursorText, readCursor } from '../../central/store/database/cursor.ts'
import { allot, lastChange } from '../../central/store/feed.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
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
  const { epoch: view } = await changesFor(db)(people.ana, { epoch: null, since: null, central: epoch })
  const since = await lastChange(db)
  const leads = [{ id: left, version: 1 }]
  expect((await service('POST', '/assignments', { leads, to: people.ben.id })).ok).toBe(true)
  await ana.sync([ana.answered(kept, 'budget', 'none')])
  await ben.sync([])
  await ben.sync([ben.answered(left, 'budget', 'none')])
  const told: string[] = []
  for (let at = since, more = true; more; ) {
    const page = await changesFor(db, 1)(people.ana, { epoch: view, since: at, central: epoch })
    told.push(...page.changes.removed.map((r) => r.id))
    ;({ cursor: at, more } = page)
  }
  expect(told).toEqual([left])
})

it('[SY24] a pull of everything tells of none that had left when it began, and of those that leave meanwhile', async () => {
  const { store, people, signIn, service } = central
  const { db } = store
  const ana = await signIn(people.ana)
  const [before, meanwhile, ...stay] = Array.from({ length: 5 }, newId) as [string, string, ...string[]]
  await ana.sync([before, meanwhile, ...stay].map((id) => ana.captured(id)))
  const give = (id: string, to: string, version: number) =>
    service('POST', '/assignments', { leads: [{ id, version }], to })
  expect((await give(before, people.ben.id, 1)).ok).toBe(true)
  await ana.sync([ana.answered(stay[0]!, 'budget', 'none')])
  const { epoch: view } = await changesFor(db, 1)(people.ana, { epoch: null, since: null, central: 'one' })
  const [has, told] = [new Set<string>(), [] as string[]]
  let at: Standing = { epoch: view, since: null, central: 'one' }
  for (let more = true, pages = 0; more; pages += 1) {
    const page = await changesFor(db, 1)(people.ana, at)
    for (const text of page.changes.leads) has.add((JSON.parse(text) as LeadSnapshot).lead.id)
    told.push(...page.changes.removed.map((r) => r.id))
    at = { ...at, since: page.cursor, began: page.began }
    more = page.more
    if (pages === 0) expect((await give(meanwhile, people.ben.id, 1)).ok).toBe(true)
  }
  expect(at.began).toBe(undefined)
  expect(told).toEqual([meanwhile])
  expect(stay.every((id) => has.has(id))).toBe(true)
  expect(has.has(before)).toBe(false)
})

it('[SY24] a cursor is read as it was written', () => {
  for (const cursor of [{ since: 0 }, { since: 17, began: 4711 }]) {
    expect(readCursor(cursorText(cursor))).toEqual({ began: undefined, ...cursor })
  }
  for (const text of ['', 'x', '1-', '-1', '1-2-3', '1234567890123456']) expect(readCursor(text)).toBe(null)
})
