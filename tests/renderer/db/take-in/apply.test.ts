import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { fold } from '../../../../shared/events/fold.ts'
import { makeStamp } from '../../../../shared/events/stamp.ts'
import { DEFAULT_POLICY } from '../../../../shared/policy/default-policy.ts'
import type { Policy } from '../../../../shared/policy/policy.ts'
import type { Campaign } from '../../../../shared/sync/protocol.ts'
import {
  answerDraft,
  foreignEvent,
  mergeDraft,
  newSnapshot,
  response,
  undoDraft,
} from '../../support/leads.ts'
import { createMachine, START } from '../../support/machine.ts'

const YEAR = 365 * 24 * 3_600_000

async function start() {
  const machine = await createMachine()
  const running = await machine.start()
  const lead = newSnapshot(machine.person.id)
  await running.port.takeIn([], response({ changes: { leads: [lead] } }))
  const budget = async () =>
    (await running.reader.snapshot(lead.lead.id))?.lead.fields.budget?.map((v) => v.value)
  return { machine, running, lead, id: lead.lead.id, budget }
}

describe('[SY41] a verdict ends the waiting of exactly its own event', () => {
  it('[SY41] applied goes, an event without a verdict stays', async () => {
    const { running, id } = await start()
    await running.transactor.commit([answerDraft(id, 'budget', 'none'), answerDraft(id, 'need', 'urgent')])
    const sent = running.port.next(10)
    await running.port.takeIn(sent, response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'applied' }] }))
    expect(running.port.next(10).map((e) => e.event.id)).toEqual([sent[1]!.event.id])
    expect(await running.store.db.outbox.count()).toBe(1)
    expect(await running.store.db.acked.count()).toBe(1)
    await running.stop()
  })

  it('[SY41] an event saved while the request was under way is not touched by its answer', async () => {
    const { running, id, budget } = await start()
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    const sent = running.port.next(10)
    await running.transactor.commit([answerDraft(id, 'budget', 'approved')])
    await running.port.takeIn(sent, response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'duplicate' }] }))
    expect(running.port.waiting()).toBe(1)
    expect(await budget()).toEqual(['approved', 'none'])
    await running.stop()
  })

  it('[SY42] rejected is parked with its reason, its effect is gone, and it can be sent again', async () => {
    const { running, id, budget } = await start()
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    const sent = running.port.next(10)
    const fault = { kind: 'notYours', message: 'This lead was never yours.' } as const
    await running.port.takeIn(
      sent,
      response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'rejected', fault }] }),
    )
    expect(await budget()).toBeUndefined()
    expect(await running.reader.parked()).toMatchObject([
      { leadId: id, fault, event: { type: 'field.answered' } },
    ])
    expect([running.port.waiting(), running.port.parked()]).toEqual([0, 1])
    await running.transactor.retryParked([sent[0]!.event.id])
    expect([running.port.waiting(), running.port.parked()]).toEqual([1, 0])
    expect(await budget()).toEqual(['none'])
    await running.stop()
  })

  it('[SY43] an effective stamp is folded on here as at central', async () => {
    const { machine, running, lead, id } = await start()
    machine.clock.now = START + 30 * 86_400_000
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    machine.clock.now = START
    const [sent] = running.port.next(1)
    const effective = makeStamp(START, 0, 'central')
    await running.port.takeIn(
      [sent!],
      response({ verdicts: [{ id: sent!.event.id, verdict: 'applied', effective }] }),
    )
    const shown = (await running.reader.snapshot(id))?.lead
    expect(shown).toEqual(fold(lead.lead, [{ ...sent!.event, effective }]))
    expect(shown?.fields.budget?.[0]?.stamp).toBe(effective)
    await running.stop()
  })
})

describe('[RD25] rows are derived ahead of their transaction', () => {
  it('[RD25] those of a page that brings the rules follow these', async () => {
    const { machine, running } = await start()
    const lead = newSnapshot(machine.person.id)
    const dimensions = DEFAULT_POLICY.dimensions.map((d) => ({
      ...d,
      weight: d.id === 'timing' ? 20 : d.weight,
    }))
    const policy = { ...DEFAULT_POLICY, version: 2, dimensions }
    const campaigns = [{ id: 'spring', name: 'Spring', policyVersion: 2 }]
    const before = running.reader.rows()[0]!.high
    await running.port.takeIn([], response({ changes: { leads: [lead], policies: [policy], campaigns } }))
    expect(running.reader.rows().map((r) => r.high)).toEqual([before - 10, before - 10])
    await running.stop()
  })

  it('[RD25] put shows them only where nothing they follow from has changed', async () => {
    const { machine, running } = await start()
    const { replica, outbox } = running.store
    const lead = newSnapshot(machine.person.id, { phone: '+17575550199' })
    const { id } = lead.lead
    await running.port.takeIn([], response({ changes: { leads: [lead] } }))
    const derived = running.reader.row(id)!
    await replica.prepare([lead])
    machine.clock.now += YEAR
    replica.put([lead])
    expect(running.reader.row(id), 'taken as it was derived').toEqual(derived)
    await replica.prepare([lead])
    machine.clock.now -= YEAR
    replica.setSight({ ...replica.sight })
    replica.put([lead])
    expect(running.reader.row(id), 'other rules').toEqual(derived)
    machine.clock.now += YEAR
    replica.put([lead])
    expect(running.reader.row(id), 'once').not.toEqual(derived)
    machine.clock.now -= YEAR
    await replica.prepare([lead])
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    expect(outbox.waitingOf(id)).toBe(1)
    replica.put([lead])
    expect(running.reader.row(id)?.pending).toBe(true)
    await running.stop()
  })

  it('[RD30] the list of rows stays the same while no lead and no rule changes', async () => {
    const { machine, running, lead } = await start()
    const rows = running.reader.rows()
    await running.port.takeIn([], response({}))
    expect(running.reader.rows()).toBe(rows)
    const people = [{ ...machine.person, name: 'Dana O. Reyes', calendar: null }]
    await running.port.takeIn([], response({ changes: { people } }))
    const renamed = running.reader.rows()
    expect(renamed, 'who watches it hears of the people').not.toBe(rows)
    await running.port.takeIn([], response({ changes: { leads: [{ ...lead, version: 2 }] } }))
    expect(running.reader.rows()).not.toBe(renamed)
    await running.stop()
  })
})

describe('[SY44] what is shown is central plus what waits', () => {
  it('[SY44] a snapshot goes under the pending events', async () => {
    const { running, lead, id, budget } = await start()
    await running.transactor.commit([answerDraft(id, 'need', 'urgent')])
    const other = foreignEvent(answerDraft(id, 'budget', 'planned'))
    const next = { ...lead, lead: fold(lead.lead, [other]), version: 2 }
    await running.port.takeIn([], response({ changes: { leads: [next] } }))
    expect(await budget()).toEqual(['planned'])
    expect((await running.reader.snapshot(id))?.lead.fields.need?.[0]?.value).toBe('urgent')
    expect(running.reader.row(id)).toMatchObject({ pending: true, version: 2 })
    expect(await running.store.db.bases.count()).toBe(1)
    await running.stop()
  })

  it('[SY44] after the last verdict no base is kept', async () => {
    const { running, id, budget } = await start()
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    const sent = running.port.next(10)
    await running.port.takeIn(sent, response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'applied' }] }))
    expect(await running.store.db.bases.count()).toBe(0)
    expect(await budget()).toEqual(['none'])
    expect(running.reader.row(id)?.pending).toBe(false)
    await running.stop()
  })
})

describe('[SY45] a lead that leaves', () => {
  it('[SY45] goes from the lists, its waiting events stay until acknowledged, and its agent is told', async () => {
    const { running, id } = await start()
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    const removed = [{ id, to: 'ben', stage: 'open' as const }]
    const moved = await running.port.takeIn([], response({ changes: { removed } }))
    expect(moved).toMatchObject([{ row: { id }, to: 'ben', worked: true }])
    expect(running.reader.rows()).toEqual([])
    const sent = running.port.next(10)
    expect(sent).toHaveLength(1)
    await running.port.takeIn(sent, response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'applied' }] }))
    expect(running.port.waiting()).toBe(0)
    expect(await running.store.db.leads.count()).toBe(0)
    await running.stop()
  })

  it('[SY46] in a call of mine it stays until the outcome is given and acknowledged', async () => {
    const { running, id } = await start()
    const call = '0190a000-0000-7000-8000-000000000001'
    const at = new Date(START).toISOString()
    await running.transactor.commit([
      { leadId: id, type: 'call.started', payload: { call, phone: '+17575550142', at } },
    ])
    const first = running.port.next(10)
    await running.port.takeIn(
      first,
      response({
        verdicts: [{ id: first[0]!.event.id, verdict: 'applied' }],
        changes: { removed: [{ id, to: 'ben', stage: 'open' }] },
      }),
    )
    expect(running.reader.row(id)).toMatchObject({ owner: 'ben', work: { do: 'wrapUp' } })
    const { flags } = DEFAULT_POLICY.dispositions.find((d) => d.id === 'spoke')!
    await running.transactor.commit([
      { leadId: id, type: 'call.finished', payload: { call, at, disposition: 'spoke', flags } },
    ])
    const second = running.port.next(10)
    await running.port.takeIn(
      second,
      response({ verdicts: [{ id: second[0]!.event.id, verdict: 'applied' }] }),
    )
    expect(running.reader.row(id)).toBeUndefined()
    await running.stop()
  })
})

describe('[SY47] a full pull', () => {
  it('[SY47] sweeps what it did not meet, but nothing that has changes waiting', async () => {
    const { machine, running, id } = await start()
    const kept = newSnapshot(machine.person.id)
    const worked = newSnapshot(machine.person.id)
    await running.port.takeIn([], response({ changes: { leads: [kept, worked] } }))
    await running.transactor.commit([answerDraft(worked.lead.id, 'budget', 'none')])
    running.store.sync = { ...running.store.sync, cursor: null }
    await running.port.takeIn([], response({ more: true, changes: { leads: [kept] } }))
    expect(running.reader.row(id), 'not before the last page').toBeDefined()
    await running.port.takeIn([], response({ cursor: '2' }))
    expect(
      running.reader
        .rows()
        .map((r) => r.id)
        .sort(),
    ).toEqual([kept.lead.id, worked.lead.id].sort())
    await running.stop()
  })
})

describe('[SY47] what a full pull did not meet and has changes waiting (simulation, seed 7)', () => {
  const applied = (e: { event: { id: string } }) => ({ id: e.event.id, verdict: 'applied' as const })

  it.each([
    ['that go with its last page', true],
    ['that go later', false],
  ])('[SY47] leaves with the last of those %s', async (_, atOnce) => {
    const { running, id } = await start()
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    running.store.sync = { ...running.store.sync, cursor: null }
    const sent = running.port.next(10)
    await running.port.takeIn(
      atOnce ? sent : [],
      response({ cursor: '2', verdicts: atOnce ? sent.map(applied) : [] }),
    )
    if (!atOnce) {
      expect(running.reader.row(id)).toBeDefined()
      await running.port.takeIn(sent, response({ cursor: '3', verdicts: sent.map(applied) }))
    }
    expect(running.reader.row(id)).toBeUndefined()
    expect(await running.store.db.leads.count()).toBe(0)
    await running.stop()
  })

  it('[SY47] stays when it comes after all', async () => {
    const { running, lead, id } = await start()
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    running.store.sync = { ...running.store.sync, cursor: null }
    await running.port.takeIn([], response({ cursor: '2' }))
    const sent = running.port.next(10)
    await running.port.takeIn(
      sent,
      response({ cursor: '3', verdicts: sent.map(applied), changes: { leads: [lead] } }),
    )
    expect(running.reader.row(id)).toBeDefined()
    await running.stop()
  })
})

describe('[SY46] a lead that left and stays for the call of one it was merged with (simulation, seed 4)', () => {
  it('[SY46] goes when it is no longer merged with it', async () => {
    const { machine, running, id } = await start()
    const called = newSnapshot(machine.person.id)
    await running.port.takeIn([], response({ changes: { leads: [called] } }))
    const at = new Date(START).toISOString()
    const call = { call: v7(), phone: '', at }
    const merge = v7()
    await running.transactor.commit([
      mergeDraft(called.lead.id, id, merge),
      { leadId: called.lead.id, type: 'call.started', payload: call },
    ])
    const closed = { id, to: null, stage: 'closed' as const }
    await running.port.takeIn([], response({ changes: { removed: [closed] } }))
    expect(running.reader.row(id), 'a call of mine runs in it').toBeDefined()
    await running.transactor.commit([undoDraft(called.lead.id, merge)])
    expect(running.reader.row(id)?.parts).toEqual([id])
    await running.port.takeIn([], response())
    expect(running.reader.row(id)).toBeUndefined()
    expect(running.reader.row(called.lead.id)).toBeDefined()
    await running.stop()
  })
})

describe('[SY48] another epoch', () => {
  it('[RD24] [SY48] a journal that cannot be written leaves database and memory in the old one', async () => {
    const { machine, running, id } = await start()
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    const [sent] = running.port.next(1)
    await running.port.takeIn([sent!], response({ verdicts: [{ id: sent!.event.id, verdict: 'applied' }] }))
    machine.file.failWith = new Error('disk full')
    await expect(running.port.takeIn([], response({ epoch: 'second' }))).rejects.toThrow('disk full')
    expect([running.port.epoch(), running.port.waiting()]).toEqual(['first', 0])
    expect([await running.store.db.outbox.count(), await running.store.db.acked.count()]).toEqual([0, 1])
    machine.file.failWith = null
    await running.port.takeIn([], response({ epoch: 'second' }))
    expect([running.port.waiting(), await running.store.db.outbox.count()]).toEqual([1, 1])
    await running.stop()
  })

  it('[SY48] sends again what the older backup may have lost, and pulls everything', async () => {
    const { running, id, budget } = await start()
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    const sent = running.port.next(10)
    await running.port.takeIn(sent, response({ verdicts: [{ id: sent[0]!.event.id, verdict: 'applied' }] }))
    expect(running.port.waiting()).toBe(0)
    await running.port.takeIn(
      [],
      response({ epoch: 'second', cursor: '77', changes: { removed: [{ id, to: null, stage: 'open' }] } }),
    )
    expect(running.port.next(10).map((e) => e.event)).toEqual(sent.map((e) => e.event))
    expect([running.port.cursor(), running.port.epoch()]).toEqual([null, 'second'])
    expect(await budget(), 'nothing vanishes meanwhile').toEqual(['none'])
    await running.stop()
  })
})

describe('[SY49] people, campaigns and policies come by sync', () => {
  it('[SY49] rows follow the campaign’s policy', async () => {
    const { machine, running, id } = await start()
    expect(running.reader.row(id)?.route).toBe('needInfo')
    const always = { ...DEFAULT_POLICY, version: 7, rules: [{ route: 'low' as const, when: { all: [] } }] }
    await running.port.takeIn(
      [],
      response({
        changes: {
          policies: [always],
          campaigns: [{ id: 'spring', name: 'Spring', policyVersion: 7 }],
          people: [machine.person],
        },
      }),
    )
    expect(running.reader.row(id)?.route).toBe('low')
    expect(running.reader.policy('spring').version).toBe(7)
    expect(running.reader.people()).toEqual([machine.person])
    await running.stop()
    const again = await machine.start()
    expect(again.reader.row(id)?.route).toBe('low')
    await again.stop()
  })

  it('[SY63] of policies those are kept that a campaign is under, and one that stays is compiled no second time', async () => {
    const { running } = await start()
    const { replica } = running.store
    const of = (version: number) => ({ ...DEFAULT_POLICY, version })
    const under = (id: string, policyVersion: number) => ({ id, name: id, policyVersion })
    const come = (policies: Policy[], campaigns: Campaign[]) =>
      running.port.takeIn([], response({ changes: { policies, campaigns } }))
    await come([of(7), of(8)], [under('spring', 7), under('autumn', 8)])
    const before = replica.sight.book.compiled('autumn')
    await come([of(9)], [under('spring', 9)])
    expect(replica.context.policies.map((p) => p.version)).toEqual([8, 9])
    expect(running.reader.policy('spring').version).toBe(9)
    expect(replica.sight.book.compiled('autumn')).toBe(before)
    expect(replica.sight.book.compiled('spring')).not.toBe(before)
    // As after a backup was put back: the same number, another policy.
    await come([{ ...of(8), name: 'Another' }], [])
    expect(replica.sight.book.compiled('autumn').policy.name).toBe('Another')
    await running.stop()
  })

  it('[SY49] rows are the same array until something changes', async () => {
    const { running, id } = await start()
    let calls = 0
    const off = running.reader.subscribe(() => {
      calls += 1
    })
    const before = running.reader.rows()
    expect(running.reader.rows()).toBe(before)
    await running.transactor.commit([answerDraft(id, 'budget', 'none')])
    expect(running.reader.rows()).not.toBe(before)
    expect(calls).toBe(1)
    off()
    await running.stop()
  })
})
