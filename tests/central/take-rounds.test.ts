import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { revoke } from '../../central/devices/devices.ts'
import { type RoundOf, takeRounds } from '../../central/store/events/take-rounds.ts'
import type { Batch } from '../../central/store/leads/ingest-types.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { newId, type TestCentral, type TestDevice, testCentral, until } from './support.ts'

let central: TestCentral
let ana: TestDevice
let desks: TestDevice[]
beforeAll(async () => {
  central = await testCentral()
  const { people } = central
  ana = await central.signIn(people.ana)
  desks = await Promise.all(Array.from({ length: 12 }, () => central.signIn(people.ben)))
})
afterAll(() => central.dispose())

const eventsOf = async (id: string) =>
  ((await (await central.service('GET', `/leads/${id}/events`)).json()) as { events: LeadEvent[] }).events
/** Of the events of its component. */
const folded = async (id: string) =>
  fold(
    null,
    (await eventsOf(id)).filter((e) => e.leadId === id),
  )
const stored = async (id: string) =>
  (
    await central.store.db
      .selectFrom('leads')
      .select(['state', 'owner'])
      .where('id', '=', id)
      .executeTakeFirst()
  )?.state

/** A round of a desk, as its request would hand it on. */
function roundOf(desk: TestDevice, events: LeadEvent[], more: Partial<Batch> = {}): RoundOf {
  const { person, id } = desk
  const device = {
    person,
    team: null,
    id,
    state: 'ready' as const,
    waiting: 0,
    parked: 0,
    cursor: null,
    now: Date.now(),
  }
  const batch = { events, now: Date.now(), by: { person, device: id }, ownerOfNew: () => person, ...more }
  return { device, events, batch: (noted) => (noted.isRevoked ? null : batch) }
}

/** Takes rounds, where two others that are under way let them wait for one another until they are let go. */
async function whileTwoAreUnderWay(rounds: () => RoundOf[], meanwhile?: () => Promise<unknown>) {
  const errors: unknown[] = []
  const take = takeRounds(central.store, (error) => errors.push(error))
  let letGo: (() => void) | undefined
  const gate = new Promise<void>((done) => {
    letGo = done
  })
  let held = 0
  const holding = desks.slice(0, 2).map((desk) =>
    take(
      roundOf(desk, [desk.captured(newId())], {
        async permits() {
          held += 1
          await gate
          return () => null
        },
      }),
    ),
  )
  await until('two are under way', () => held === 2)
  const taken = Promise.allSettled(rounds().map(take))
  await meanwhile?.()
  letGo?.()
  await Promise.all(holding)
  return { results: await taken, errors }
}

const kindsOf = (results: Awaited<ReturnType<typeof whileTwoAreUnderWay>>['results']) =>
  results.map((r) =>
    r.status === 'rejected' ? String(r.reason.message) : (r.value.verdicts?.map((v) => v.verdict) ?? null),
  )
/** How many transactions wrote these events. */
async function transactionsOf(leads: readonly string[]): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct xmin::text)::int as n from events where lead = any(${leads}::uuid[])`.execute(
    central.store.db,
  )
  return rows[0]!.n
}

describe('rounds that wait for one another', () => {
  it('[SY66] are applied in one transaction, each with its verdicts, and folded as ever', async () => {
    const leads = desks.slice(2).map(() => newId())
    const { results, errors } = await whileTwoAreUnderWay(() =>
      desks
        .slice(2)
        .map((d, i) => roundOf(d, [d.captured(leads[i]!), d.answered(leads[i]!, 'budget', 'none')])),
    )
    expect(kindsOf(results)).toEqual(leads.map(() => ['applied', 'applied']))
    expect(errors).toEqual([])
    expect(await transactionsOf(leads)).toBe(1)
    for (const lead of leads) expect(await stored(lead)).toEqual(await folded(lead))
  })

  it('[SY66] one that fails harms no other', async () => {
    const leads = desks.slice(2, 6).map(() => newId())
    const { results, errors } = await whileTwoAreUnderWay(() =>
      desks
        .slice(2, 6)
        .map((d, i) =>
          roundOf(d, [d.captured(leads[i]!)], i === 1 ? { applies: () => expect.fail('poison') } : {}),
        ),
    )
    expect(kindsOf(results)).toEqual([['applied'], 'poison', ['applied'], ['applied']])
    expect(errors.map((e) => (e as Error).message)).toEqual(['poison'])
    expect(await stored(leads[1]!)).toBeUndefined()
  })

  it('[SY66] one that cannot even be noted harms no other', async () => {
    const leads = desks.slice(2, 5).map(() => newId())
    const { results } = await whileTwoAreUnderWay(() =>
      desks.slice(2, 5).map((d, i) => {
        const round = roundOf(d, [d.captured(leads[i]!)])
        return i === 1 ? { ...round, device: { ...round.device, id: 'a\0b' } } : round
      }),
    )
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    for (const device of ['a\0b', 'half \ud83d'])
      expect((await ana.post([], { deviceId: device })).status).toBe(400)
  })

  it('[SY66] one of whose leads somebody else has locked delays no other', async () => {
    const leads = desks.slice(2, 5).map(() => newId())
    for (const [i, desk] of desks.slice(2, 5).entries()) await desk.sync([desk.captured(leads[i]!)])
    const take = takeRounds(central.store, (error) => expect.fail(String(error)))
    let others: PromiseSettledResult<unknown>[] = []
    let locked: Promise<unknown> = Promise.resolve()
    await central.store.db.transaction().execute(async (tx) => {
      await tx.selectFrom('leads').select('id').where('id', '=', leads[0]!).forUpdate().execute()
      const rounds = desks
        .slice(2, 5)
        .map((d, i) => take(roundOf(d, [d.answered(leads[i]!, 'budget', 'none')])))
      locked = rounds[0]!
      others = await Promise.allSettled(rounds.slice(1))
      expect((await stored(leads[0]!))?.fields).not.toHaveProperty('budget')
    })
    expect(others.map((o) => o.status)).toEqual(['fulfilled', 'fulfilled'])
    expect(await locked).toMatchObject({ verdicts: [{ verdict: 'applied' }] })
    for (const lead of leads) expect(await stored(lead)).toEqual(await folded(lead))
  })

  it('[SY66] those about one lead, or about parts of a merged one, are judged one after the other', async () => {
    const [one, other] = [newId(), newId()]
    const merge = { merge: newId(), other }
    await ana.sync([ana.captured(one), ana.captured(other)])
    await ana.sync([ana.event({ leadId: one, type: 'lead.merged', payload: merge })])
    const [a, b, c] = desks.slice(2) as [TestDevice, TestDevice, TestDevice]
    const { results, errors } = await whileTwoAreUnderWay(() => [
      roundOf(a, [a.answered(one, 'budget', 'none')]),
      roundOf(b, [b.answered(other, 'timeline', 'within3')]),
      roundOf(c, [c.answered(one, 'need', 'none')]),
    ])
    expect(kindsOf(results)).toEqual([['applied'], ['applied'], ['applied']])
    expect(errors).toEqual([])
    for (const lead of [one, other]) expect(await stored(lead)).toEqual(await folded(lead))
  })

  it('[SY66] [AU6] an answer to what another desk captures at that moment is refused as at any other', async () => {
    for (let n = 0; n < 3; n += 1) {
      const those = desks.slice(0, 6)
      const leads = those.map(() => newId())
      const posts = those.flatMap((d, i) => [
        d.sync([d.captured(leads[i]!)]),
        ana.sync([ana.answered(leads[i]!, 'budget', 'none')]),
      ])
      const verdicts = (await Promise.all(posts)).map((p) => p.verdicts[0]!.verdict)
      expect(verdicts).toEqual(those.flatMap(() => ['applied', 'rejected']))
    }
  })

  it('[SY66] [DV1] a device that is revoked while its round waits has nothing applied', async () => {
    const [gone, going] = desks.slice(2) as [TestDevice, TestDevice]
    const leads = [newId(), newId()]
    const { results } = await whileTwoAreUnderWay(
      () => [gone, going].map((d, i) => roundOf(d, [d.captured(leads[i]!)])),
      () => revoke(central.store.db, central.people.adam, gone, 'lost', Date.now()),
    )
    expect(kindsOf(results)).toEqual([null, ['applied']])
    expect(await stored(leads[0]!)).toBeUndefined()
  })

  it('[SY66] [SY20] one round sent twice at once is applied once', async () => {
    const [desk] = desks.slice(4) as [TestDevice]
    const lead = newId()
    const events = [desk.captured(lead), desk.answered(lead, 'budget', 'none')]
    const { results } = await whileTwoAreUnderWay(() => [roundOf(desk, events), roundOf(desk, events)])
    expect(kindsOf(results)).toEqual([
      ['applied', 'applied'],
      ['duplicate', 'duplicate'],
    ])
    expect(await eventsOf(lead)).toEqual(events)
  })
})
