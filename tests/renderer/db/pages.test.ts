import { describe, expect, it } from 'vitest'
import { DamageError } from '../../../renderer/db/errors.ts'
import { holdArrivals, type SyncAnswer } from '../../../renderer/db/take-in/arrivals.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { LeadSnapshot, SyncResponse } from '../../../shared/sync/protocol.ts'
import fc from '../../setup/fc.ts'
import { answerDraft, mergeDraft, newSnapshot, response } from '../support/leads.ts'
import { createMachine, type Machine, type Running, SMALL_PAGES, START } from '../support/machine.ts'

const NEVER = { least: Number.POSITIVE_INFINITY, size: 1 }
const packed = () => createMachine(undefined, { now: START }, { packing: SMALL_PAGES })

async function pulled(count: number) {
  const machine = await packed()
  const running = await machine.start()
  const leads = Array.from({ length: count }, () => newSnapshot(machine.person.id))
  await running.port.takeIn([], response({ changes: { leads } }))
  return { machine, running, leads, ids: leads.map((s) => s.lead.id) }
}

const inPages = async ({ store }: Running) => (await store.db.pages.toArray()).flatMap((p) => p.leads)
const known = ({ reader }: Running) =>
  reader
    .rows()
    .map((r) => r.id)
    .sort()

describe('[RD17] leads that nothing is pending for lie in pages', () => {
  it('[RD17] are all there after a start, and each can be read', async () => {
    const { machine, running, leads, ids } = await pulled(8)
    expect([await running.store.db.leads.count(), await running.store.db.pages.count()]).toEqual([0, 3])
    await running.stop()
    const again = await machine.start()
    expect([again.notice, known(again)]).toEqual([null, [...ids].sort()])
    for (const lead of leads) expect(await again.reader.snapshot(lead.lead.id)).toEqual(lead)
    await again.stop()
  })

  it('[RD34] each can be read though the list of what a page holds is in another order', async () => {
    const { running, leads } = await pulled(8)
    const { db } = running.store
    await db.pages.toCollection().modify((page) => {
      page.leads = page.leads.toReversed()
    })
    for (const lead of leads) expect(await running.reader.snapshot(lead.lead.id)).toEqual(lead)
    await running.stop()
  })

  it('[RD35] many are read a page at a time, each opened once; merged, changed and unknown ones among them', async () => {
    const { running, leads, ids } = await pulled(8)
    const { reader, transactor, store } = running
    await transactor.commit([mergeDraft(ids[0]!, ids[7]!), answerDraft(ids[3]!, 'budget', 'none')])
    const opened: string[] = []
    const { openText } = store.sealer
    store.sealer.openText = (name, sealed) => {
      opened.push(name)
      return openText(name, sealed)
    }
    const rows = reader.rows().map((r) => r.id)
    const read = new Map<string, LeadSnapshot>()
    for await (const some of reader.snapshots([...rows, 'nobody']))
      for (const one of some) read.set(one.lead.id, one)
    expect([...read.keys()].sort()).toEqual([...rows].sort())
    expect(rows).toHaveLength(leads.length - 1)
    expect(new Set(opened).size).toBe(opened.length)
    for (const id of rows) expect(read.get(id)).toEqual(await reader.snapshot(id))
    await running.stop()
  })

  it('[RD35] one that changes while its page is read is as it became', async () => {
    const { running, ids } = await pulled(4)
    const { reader, transactor, store } = running
    const { openText } = store.sealer
    store.sealer.openText = async (name, sealed) => {
      store.sealer.openText = openText
      await transactor.commit([answerDraft(ids[1]!, 'budget', 'none')])
      return openText(name, sealed)
    }
    const read: LeadSnapshot[] = []
    for await (const some of reader.snapshots(ids)) read.push(...some)
    expect(read.find((s) => s.lead.id === ids[1])?.lead.fields.budget?.[0]?.value).toBe('none')
    await running.stop()
  })

  it('[RD17] one that is worked has a record of its own until central has taken the work', async () => {
    const { machine, running, ids } = await pulled(4)
    await running.transactor.commit([answerDraft(ids[1]!, 'budget', 'none')])
    expect(await running.store.db.leads.toCollection().primaryKeys()).toEqual([ids[1]])
    await running.stop()
    const again = await machine.start()
    expect((await again.reader.snapshot(ids[1]!))?.lead.fields.budget?.[0]?.value).toBe('none')
    const sent = again.port.next(5)
    await again.port.takeIn(sent, response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'applied' }] }))
    expect(await again.store.db.leads.count()).toBe(0)
    expect((await again.reader.snapshot(ids[1]!))?.lead.fields.budget?.[0]?.value).toBe('none')
    await again.stop()
  })

  it('[RD18] a damaged page is noticed and fetched again; what waits, and other pages, stand', async () => {
    const { machine, running, leads, ids } = await pulled(7)
    await running.transactor.commit([answerDraft(ids[0]!, 'budget', 'none')])
    const [first] = await running.store.db.pages.toCollection().primaryKeys()
    await running.store.db.pages.update(first!, { sealed: new Uint8Array(50) })
    await running.stop()
    const again = await machine.start()
    expect(again.notice).toMatchObject({
      kind: 'storage',
      message: expect.stringContaining('2 stored records'),
    })
    expect([again.port.cursor(), again.port.waiting()]).toEqual([null, 1])
    expect(known(again)).toEqual([ids[0]!, ...ids.slice(3)].sort())
    await again.port.takeIn([], response({ changes: { leads } }))
    expect(known(again)).toEqual([...ids].sort())
    expect((await again.reader.snapshot(ids[0]!))?.lead.fields.budget?.[0]?.value).toBe('none')
    await again.stop()
    expect((await machine.start()).notice).toBeNull()
  })

  it('[RD18] the desk opens though a lead is merged with one of a damaged page', async () => {
    const { machine, running, ids } = await pulled(7)
    await running.transactor.commit([mergeDraft(ids[0]!, ids[4]!)])
    const page = (await running.store.db.pages.toArray()).find((p) => p.leads.includes(ids[4]!))!
    await running.store.db.pages.update(page.id, { sealed: new Uint8Array(50) })
    await running.stop()
    const again = await machine.start()
    expect(again.notice).toMatchObject({ kind: 'storage' })
    expect([again.port.cursor(), again.port.waiting()]).toEqual([null, 1])
    await again.stop()
  })

  it('[RD20] a page of the version that did not deflate is opened as it is', async () => {
    const { machine, running, leads, ids } = await pulled(3)
    const { db, sealer } = running.store
    const [page] = await db.pages.toArray()
    const { deflated: _, ...old } = page!
    await db.pages.put({ ...old, sealed: await sealer.seal(`page:${old.id}:${old.generation}`, leads) })
    await running.stop()
    const again = await machine.start()
    expect([again.notice, known(again)]).toEqual([null, [...ids].sort()])
    expect(await again.reader.snapshot(ids[1]!)).toEqual(leads[1])
    await again.stop()
  })

  it.each([
    ['a lead of it leaves', (ids: string[]) => ({ changes: { removed: [left(ids[1]!)] } })],
    ['one is erased', (ids: string[]) => ({ changes: { removed: [{ ...left(ids[1]!), erased: true }] } })],
    ['a policy comes', () => ({ changes: { policies: [DEFAULT_POLICY] } })],
  ])('[RD18] one that gets damaged while the desk runs is fetched again: %s', async (_, news) => {
    const { running, leads, ids } = await pulled(7)
    const { store, port } = running
    await running.transactor.commit([answerDraft(ids[0]!, 'budget', 'none')])
    const page = store.places.pageOf(ids[1]!)!
    await store.db.pages.update(page, { sealed: new Uint8Array(50) })
    const rounds = [response(news(ids)), response({ changes: { leads: leads.filter((_, i) => i !== 1) } })]
    const failed: unknown[] = []
    for (const answer of rounds) {
      await port.takeIn([], answer).catch((error: unknown) => failed.push(error))
      await port.tidy().catch((error: unknown) => failed.push(error))
      if (answer === rounds[0]) expect(port.cursor()).toBeNull()
    }
    expect(failed.every((error) => error instanceof DamageError)).toBe(true)
    expect([port.waiting(), known(running)]).toEqual([1, ids.filter((_, i) => i !== 1).sort()])
    expect(await store.db.pages.get(page)).toBeUndefined()
    expect(await running.reader.snapshot(ids[2]!)).toEqual(leads[2])
    expect((await running.reader.snapshot(ids[0]!))?.lead.fields.budget?.[0]?.value).toBe('none')
    await running.stop()
  })

  it('[RD18] so is what a person looks at, and a record or base of a lead that is worked', async () => {
    const { running, leads, ids } = await pulled(4)
    const { store, port, reader } = running
    await running.transactor.commit([answerDraft(ids[0]!, 'budget', 'none')])
    await running.transactor.commit([answerDraft(ids[1]!, 'budget', 'none')])
    const page = store.places.pageOf(ids[2]!)!
    await store.db.pages.update(page, { sealed: new Uint8Array(50) })
    expect(await reader.lead(ids[2]!), 'not here until it comes again').toBeNull()
    expect([reader.row(ids[2]!), port.cursor()]).toEqual([undefined, null])
    await store.db.leads.update(ids[0]!, { sealed: new Uint8Array(50) })
    await store.db.bases.update(ids[1]!, { sealed: new Uint8Array(50) })
    for (let tries = 0; tries < 3; tries += 1)
      await port.takeIn([], response({ changes: { leads } })).catch(() => undefined)
    expect([port.waiting(), known(running)]).toEqual([2, [...ids].sort()])
    for (const id of [ids[0]!, ids[1]!])
      expect((await reader.snapshot(id))?.lead.fields.budget?.[0]?.value).toBe('none')
    await running.stop()
  })

  it('[RD18] pages swapped on the disk are not taken for each other', async () => {
    const { machine, running } = await pulled(6)
    const { pages } = running.store.db
    const [a, b] = await pages.toArray()
    await pages.bulkPut([{ ...a!, sealed: b!.sealed }])
    await running.stop()
    expect((await machine.start()).notice).toMatchObject({ kind: 'storage' })
  })

  it('[ER8] [RD19] what was erased leaves its page at once, what left otherwise at the end of the round', async () => {
    const { running, ids } = await pulled(6)
    const removed = [
      { id: ids[0]!, to: null, stage: 'open' as const, erased: true },
      { id: ids[4]!, to: 'ben', stage: 'open' as const },
    ]
    await running.port.takeIn([], response({ changes: { removed } }))
    expect(await inPages(running)).not.toContain(ids[0])
    await running.port.tidy()
    expect((await inPages(running)).sort()).toEqual(ids.filter((_, i) => i !== 0 && i !== 4).sort())
    expect(await running.store.db.leads.count()).toBe(0)
    await running.stop()
  })
})

const left = (id: string) => ({ id, to: 'ben', stage: 'open' as const })

/** What can happen to two desks alike; numbers choose a lead. */
const step = fc.oneof(
  fc.record({ do: fc.constant('arrive' as const), leads: fc.array(fc.nat({ max: 9 }), { maxLength: 6 }) }),
  fc.record({ do: fc.constant('answer' as const), lead: fc.nat({ max: 9 }) }),
  fc.record({ do: fc.constant('acknowledge' as const) }),
  fc.record({
    do: fc.constant('merge' as const),
    leads: fc.array(fc.nat({ max: 9 }), { minLength: 2, maxLength: 2 }),
  }),
  fc.record({ do: fc.constant('leave' as const), lead: fc.nat({ max: 9 }), erased: fc.boolean() }),
  fc.record({ do: fc.constant('pullAll' as const), leads: fc.array(fc.nat({ max: 9 }), { maxLength: 8 }) }),
  fc.record({ do: fc.constant('tidy' as const) }),
  fc.record({ do: fc.constant('restart' as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** A lead whose latest page is written without it lies in an older one still: it must not come up when it is gone. */
const OLDER_PAGE: Step[] = [
  { do: 'arrive', leads: [0, 1, 2, 3, 4, 5] },
  { do: 'arrive', leads: [0, 3] },
  { do: 'answer', lead: 0 },
  { do: 'leave', lead: 3, erased: false },
  { do: 'tidy' },
  { do: 'leave', lead: 0, erased: false },
  { do: 'acknowledge' },
]

type HandOver = (running: Running, answer: SyncResponse) => SyncAnswer
const asItIs: HandOver = (_, answer) => answer

/** As another thread does it: what it makes is copied. */
const held: HandOver = ({ store }, answer) => {
  const { rest, arrivals } = holdArrivals(answer, store.sealer, 1)
  if (!arrivals) return rest
  const { ids, whole, pack } = arrivals
  return {
    ...rest,
    arrivals: {
      ids,
      whole: async (some) => structuredClone(await whole(some)),
      pack: async (order) => structuredClone(await pack(order)),
    },
  }
}

/** A lead that is merged arrives again, and so does one that a merge leads to. */
const MERGED_ONES: Step[] = [
  { do: 'arrive', leads: [0, 1, 2, 3] },
  { do: 'merge', leads: [0, 2] },
  { do: 'acknowledge' },
  { do: 'arrive', leads: [2, 3] },
  { do: 'pullAll', leads: [0, 1, 2, 3, 4] },
]

async function take(
  running: Running,
  machine: Machine,
  leads: readonly LeadSnapshot[],
  what: Step,
  handOver: HandOver,
) {
  const { port, transactor, reader, store } = running
  const some = (list: readonly number[]) => [...new Set(list)].map((i) => leads[i]!)
  switch (what.do) {
    case 'arrive':
      await port.takeIn([], handOver(running, response({ changes: { leads: some(what.leads) } })))
      return running
    case 'merge': {
      const [id, other] = what.leads.map((i) => leads[i]!.lead.id) as [string, string]
      if (id !== other && reader.row(id) && reader.row(other))
        await transactor.commit([mergeDraft(id, other)])
      return running
    }
    case 'answer': {
      const { id } = leads[what.lead]!.lead
      if (reader.row(id)) await transactor.commit([answerDraft(id, 'budget', 'planned')])
      return running
    }
    case 'acknowledge': {
      const sent = port.next(50)
      const verdicts = sent.map((e) => ({ id: e.event.id, verdict: 'applied' as const }))
      await port.takeIn(sent, response({ verdicts }))
      return running
    }
    case 'leave': {
      const removed = [
        { id: leads[what.lead]!.lead.id, to: 'ben', stage: 'open' as const, erased: what.erased },
      ]
      await port.takeIn([], response({ changes: { removed } }))
      return running
    }
    case 'pullAll':
      store.sync = { ...store.sync, cursor: null }
      await port.takeIn(
        [],
        handOver(
          running,
          response({ cursor: '1', more: true, changes: { leads: some(what.leads.slice(0, 3)) } }),
        ),
      )
      await port.takeIn(
        [],
        handOver(running, response({ cursor: '2', changes: { leads: some(what.leads.slice(3)) } })),
      )
      return running
    case 'tidy':
      await port.tidy()
      return running
    case 'restart':
      await running.stop()
      return machine.start()
  }
}

async function seen(running: Running) {
  const rows = running.reader.rows().toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const leads = await Promise.all(rows.map((r) => running.reader.snapshot(r.id)))
  // Which events they are differs from desk to desk.
  const fields = leads.map((s) => s?.lead.fields.budget?.map((v) => v.value))
  const derived = rows.map((r) => [r.id, r.parts, r.pending, r.owner, r.expected, r.contact?.number])
  return {
    derived,
    keys: rows.map((r) => running.store.replica.keysOf(r.id)),
    fields,
    waiting: running.port.waiting(),
  }
}

describe('[RD17] pages are not seen', () => {
  it('[RD17] [RD31] a desk that packs shows and keeps what one that does not pack does, and one whose leads are packed elsewhere', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const never = () => createMachine(undefined, { now: START }, { packing: NEVER })
        const machines = [await packed(), await never(), await packed()]
        const leads = Array.from({ length: 10 }, () => newSnapshot('ana'))
        const desks = await Promise.all(machines.map((m) => m.start()))
        for (const what of [...steps, { do: 'restart' as const }]) {
          for (const [i, desk] of desks.entries())
            desks[i] = await take(desk, machines[i]!, leads, what, i === 2 ? held : asItIs)
          expect(await seen(desks[0]!)).toEqual(await seen(desks[1]!))
          expect(await seen(desks[2]!)).toEqual(await seen(desks[1]!))
        }
        expect(desks.map((d) => d.notice)).toEqual([null, null, null])
        for (const desk of desks) await desk.stop()
      }),
      { numRuns: 40, examples: [[OLDER_PAGE], [MERGED_ONES]] },
    )
  }, 120_000)

  it('[RD31] what nothing waits for is taken in without its leads', async () => {
    const machine = await packed()
    const running = await machine.start()
    const leads = Array.from({ length: 7 }, () => newSnapshot(machine.person.id))
    const ids = leads.map((s) => s.lead.id)
    await running.port.takeIn([], response({ changes: { leads: leads.slice(0, 2) } }))
    await running.transactor.commit([answerDraft(ids[0]!, 'budget', 'none')])
    const answer = held(running, response({ changes: { leads } }))
    const asked: string[] = []
    const { arrivals } = answer
    const whole = (some: readonly string[]) => {
      asked.push(...some)
      return arrivals!.whole(some)
    }
    await running.port.takeIn([], { ...answer, arrivals: { ...arrivals!, whole } })
    expect(asked).toEqual([ids[0]])
    expect(known(running)).toEqual([...ids].sort())
    for (const lead of leads.slice(1)) expect(await running.reader.snapshot(lead.lead.id)).toEqual(lead)
    await running.stop()
  })
})
