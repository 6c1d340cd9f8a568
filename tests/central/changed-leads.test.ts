import { afterAll, beforeAll, expect, it } from 'vitest'
import { changesFor, type Standing } from '../../central/store/changes/changes.ts'
import { lastChange } from '../../central/store/feed.ts'
import type { Written } from '../../central/store/leads/write-leads.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { newId, newPerson, type TestCentral, testCentral } from './support.ts'

const AGENTS = 20
const PAGE = 2

let central: TestCentral
beforeAll(async () => {
  central = await testCentral()
})
afterAll(() => central.dispose())

/** Agents who have other leads each, of which one went to another agent. What each device asks: from the start, from a moment, from the end, from a future. */
async function asking(): Promise<{ person: Person; standing: Standing }[]> {
  const { store, service } = central
  const asked: { person: Person; standing: Standing }[] = []
  for (let n = 0; n < AGENTS; n += 1) {
    const email = `agent${n}@example.com`
    const person = await newPerson(store.db, { name: `Agent ${n}`, email, role: 'agent' })
    asked.push({ person, standing: { epoch: null, since: null, central: 'one' } })
  }
  const began = await lastChange(store.db)
  for (const [n, { person, standing }] of asked.entries()) {
    const device = await central.signIn(person)
    const leads = Array.from({ length: 1 + (n % 4) }, () => newId())
    await device.sync(leads.map((lead) => device.captured(lead)))
    const { epoch } = await changesFor(store.db)(person, standing)
    standing.epoch = epoch
    standing.since = [began, await lastChange(store.db), began + AGENTS, 1, 1_000_000][n % 5]!
    const to = asked[(n + 1) % AGENTS]!.person.id
    expect((await service('POST', '/assignments', { leads: [{ id: leads[0]!, version: 1 }], to })).ok).toBe(
      true,
    )
  }
  return asked
}

it('[SY67] agents who ask at one moment are told each what they would be told alone, page by page', async () => {
  const { db } = central.store
  const asked = await asking()
  let [rounds, told] = [0, 0]
  for (let open = asked; open.length > 0; rounds += 1) {
    const changesSince = changesFor(db, PAGE)
    const together = await Promise.all(open.map((a) => changesSince(a.person, a.standing)))
    const alone = []
    for (const { person, standing } of open) alone.push(await changesFor(db, PAGE)(person, standing))
    expect(together).toEqual(alone)
    told += together.reduce((n, { changes }) => n + changes.leads.length + changes.removed.length, 0)
    open = open.flatMap(({ person, standing }, i) => {
      const { more, cursor: since, began } = together[i]!
      return more ? [{ person, standing: { ...standing, since, began } }] : []
    })
  }
  expect(rounds).toBeGreaterThan(1)
  expect(told).toBeGreaterThan(AGENTS)
})

it('[SY67] [SY66] what a round wrote itself comes from it, and goes to no other that asks at that moment', async () => {
  const { db } = central.store
  const changesSince = changesFor(db)
  const people = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      newPerson(db, { name: `Writer ${n}`, email: `writer${n}@example.com`, role: 'agent' }),
    ),
  )
  const since = await lastChange(db)
  const first = since + 1
  for (const person of people) {
    const device = await central.signIn(person)
    await device.sync([device.captured(newId())])
  }
  const standings = await Promise.all(
    people.map((person) => changesSince(person, { epoch: null, since: null, central: 'one' })),
  )
  const pages = await Promise.all(
    people.map((person, n) => {
      const own = JSON.stringify({ own: n })
      const written: Written = { first: first + n, states: n % 2 === 0 ? [own] : [], leads: [] }
      return changesSince(person, { epoch: standings[n]!.epoch, since, central: 'one', written })
    }),
  )
  const shown = pages.map((p) => p.changes.leads.map((text) => JSON.parse(text).lead))
  for (const [n, leads] of shown.entries()) {
    expect(leads).toHaveLength(1)
    if (n % 2 === 0) expect(leads[0]).toEqual({ own: n })
    else expect(leads[0]).toHaveProperty('fields')
  }
})
