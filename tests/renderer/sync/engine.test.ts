import { describe, expect, it } from 'vitest'
import { FaultError } from '../../../renderer/db/errors.ts'
import { runRound } from '../../../renderer/sync/engine.ts'
import {
  MAX_EVENTS,
  type SyncRequest,
  type SyncResponse,
  syncRequest,
} from '../../../shared/sync/protocol.ts'
import { answerDraft, newSnapshot, response } from '../support/leads.ts'
import { createMachine, type Running, SMALL_PAGES } from '../support/machine.ts'

const lost = () => new FaultError({ kind: 'unavailable', message: 'cut' }, { unreached: true })
const applied = (request: SyncRequest): Partial<SyncResponse> => ({
  verdicts: request.events.map((e) => ({ id: (e as { id: string }).id, verdict: 'applied' as const })),
})

async function start(answers = 1) {
  const machine = await createMachine()
  const running = await machine.start()
  const lead = newSnapshot(machine.person.id)
  await running.port.takeIn([], response({ changes: { leads: [lead] } }))
  await running.transactor.commit(
    Array.from({ length: answers }, () => answerDraft(lead.lead.id, 'budget', 'none')),
  )
  return { running, id: lead.lead.id }
}

async function round(running: Running, script: ((request: SyncRequest) => SyncResponse)[]) {
  const requests: SyncRequest[] = []
  const done = runRound({
    port: running.port,
    deviceState: () => 'ready',
    onMoved: () => undefined,
    async send(request) {
      requests.push(syncRequest.parse(request))
      const answer = script.shift()
      if (!answer) throw new Error('a request too many')
      return answer(request)
    },
  })
  return {
    requests,
    outcome: await done.then(
      () => 'done',
      (e: Error) => e,
    ),
  }
}

/** Of a central with another epoch: everything is pulled anew. */
const anew = (answer: Parameters<typeof response>[0]) => response({ ...answer, epoch: 'another' })

const cut = (): SyncResponse => {
  throw lost()
}

describe('[SY40] one round pushes what waits and pulls until there is no more', () => {
  it('[SY40] goes on with the new cursor while central has more', async () => {
    const { running } = await start()
    const { requests, outcome } = await round(running, [
      (r) => response({ ...applied(r), cursor: 'a', more: true }),
      () => response({ cursor: 'b' }),
    ])
    expect(outcome).toBe('done')
    expect(requests.map((r) => [r.events.length, r.cursor, r.device.waiting])).toEqual([
      [1, '1', 1],
      [0, 'a', 0],
    ])
    expect(running.port.cursor()).toBe('b')
    await running.stop()
  })

  it('[SY64] in a pull of everything asks for the next answer while one is taken in', async () => {
    const { running, id } = await start(0)
    const lead = (await running.reader.snapshot(id))!
    const changes = { leads: [{ ...lead, version: 2 }] }
    const seen: (number | undefined)[] = []
    const look = () => seen.push(running.reader.row(id)?.version)
    const { requests, outcome } = await round(running, [
      () => anew({ cursor: 'x' }),
      () => anew({ cursor: 'a', more: true, changes }),
      () => {
        look()
        return anew({ cursor: 'b', more: true })
      },
      () => anew({ cursor: 'c' }),
    ])
    expect([outcome, seen]).toEqual(['done', [1]])
    expect(requests.map((r) => r.cursor)).toEqual(['1', null, 'a', 'b'])
    expect(running.port.cursor()).toBe('c')
    await running.stop()
  })

  it('[SY64] asks again where something was saved meanwhile', async () => {
    const { running, id } = await start(0)
    const { port } = running
    const takeIn = port.takeIn.bind(port)
    let answers = 0
    port.takeIn = async (sent, answer, begun) => {
      const moved = await takeIn(sent, answer, begun)
      answers += 1
      if (answers === 2) await running.transactor.commit([answerDraft(id, 'budget', 'none')])
      return moved
    }
    const { requests, outcome } = await round(running, [
      () => anew({ cursor: 'x' }),
      () => anew({ cursor: 'a', more: true }),
      () => anew({ cursor: 'b' }),
      (r) => anew({ ...applied(r), cursor: 'b' }),
    ])
    expect(outcome).toBe('done')
    expect(requests.map((r) => [r.cursor, r.events.length])).toEqual([
      ['1', 0],
      [null, 0],
      ['a', 0],
      ['a', 1],
    ])
    expect([port.waiting(), port.cursor()]).toEqual([0, 'b'])
    await running.stop()
  })

  it('[SY64] among changes the next answer is asked for once one is taken in: central takes the cursor to be what is known here', async () => {
    const { running, id } = await start(0)
    const lead = (await running.reader.snapshot(id))!
    const seen: (number | undefined)[] = []
    const { outcome } = await round(running, [
      () => response({ cursor: 'a', more: true, changes: { leads: [{ ...lead, version: 2 }] } }),
      () => {
        seen.push(running.reader.row(id)?.version)
        return response({ cursor: 'b' })
      },
    ])
    expect([outcome, seen]).toEqual(['done', [2]])
    await running.stop()
  })

  it('[SY58] the cursor moves on only with the last of what waits', async () => {
    const { running } = await start(MAX_EVENTS + 1)
    const { requests, outcome } = await round(running, [
      (r) => response({ ...applied(r), cursor: 'a', more: true }),
      (r) => response({ ...applied(r), cursor: 'b' }),
    ])
    expect(outcome).toBe('done')
    expect(requests.map((r) => [r.events.length, r.cursor])).toEqual([
      [MAX_EVENTS, '1'],
      [1, '1'],
    ])
    expect(running.port.cursor()).toBe('b')
    await running.stop()
  })

  it('[SY40] sends what was saved while the request was under way', async () => {
    const { running, id } = await start()
    let late: Promise<void> | null = null
    const { outcome } = await round(running, [
      (r) => {
        late = running.transactor.commit([answerDraft(id, 'need', 'urgent')])
        return response(applied(r))
      },
      (r) => response(applied(r)),
    ])
    await late
    expect(outcome).toBe('done')
    expect(running.port.waiting()).toBe(0)
    await running.stop()
  })

  it('[SY40] no more events in a request than the wire takes', async () => {
    const { running, id } = await start(0)
    const many = Array.from({ length: MAX_EVENTS + 1 }, () => answerDraft(id, 'budget', 'none'))
    await running.transactor.commit(many)
    const { requests } = await round(running, [(r) => response(applied(r)), (r) => response(applied(r))])
    expect(requests.map((r) => r.events.length)).toEqual([MAX_EVENTS, 1])
    await running.stop()
  })
})

it('[RD21] a pull that breaks off has shown what was stored', async () => {
  const { running } = await start(0)
  const told: number[] = []
  running.reader.subscribe(() => told.push(running.reader.rows().length))
  running.store.sync = { ...running.store.sync, cursor: null }
  const leads = () => Array.from({ length: 3 }, () => newSnapshot(running.store.me))
  const more = { more: true, cursor: 'a' }
  const { outcome } = await round(running, [
    () => response({ ...more, changes: { leads: leads() } }),
    () => response({ ...more, changes: { leads: leads() } }),
    cut,
  ])
  expect(outcome).toBeInstanceOf(FaultError)
  expect(told.at(-1)).toBe(7)
  await running.stop()
})

it('[RD18] a round that finds damage pulls everything again', async () => {
  const machine = await createMachine(undefined, undefined, { packing: SMALL_PAGES })
  const running = await machine.start()
  const leads = Array.from({ length: 3 }, () => newSnapshot(machine.person.id))
  await running.port.takeIn([], response({ changes: { leads } }))
  await running.store.db.pages.toCollection().modify({ sealed: new Uint8Array(50) })
  const removed = [{ id: leads[0]!.lead.id, to: null, stage: 'open' as const }]
  const { requests, outcome } = await round(running, [
    () => response({ cursor: 'a', changes: { removed } }),
    () => response({ cursor: 'b', changes: { leads: leads.slice(1) } }),
  ])
  expect(outcome).toBe('done')
  expect(requests.map((r) => r.cursor)).toEqual(['1', null])
  expect(running.reader.rows()).toHaveLength(2)
  await running.stop()
})

describe('[SY50] a lost answer costs nothing', () => {
  it('[SY50] the same events go again, and a duplicate ends their waiting', async () => {
    const { running } = await start()
    const first = await round(running, [cut])
    expect(first.outcome).toBeInstanceOf(FaultError)
    expect(running.port.waiting()).toBe(1)
    const second = await round(running, [
      (r) => response({ verdicts: [{ id: (r.events[0] as { id: string }).id, verdict: 'duplicate' }] }),
    ])
    expect(second.requests[0]!.events).toEqual(first.requests[0]!.events)
    expect(running.port.waiting()).toBe(0)
    await running.stop()
  })

  it.each(['unauthenticated', 'protocol', 'internal', 'tooMany', 'malformed'] as const)(
    '[SY51] a request refused as %s keeps every event',
    async (kind) => {
      const { running } = await start()
      const { outcome } = await round(running, [
        () => {
          throw new FaultError({ kind, message: 'no' })
        },
      ])
      expect(outcome).toMatchObject({ fault: { kind } })
      expect(running.port.waiting()).toBe(1)
      await running.stop()
    },
  )

  it('[SY52] what is too large goes in halves; one event that is too large alone is parked', async () => {
    const { running } = await start(3)
    const big = running.port.next(2)[1]!.event.id
    const tooLarge = (r: SyncRequest) => {
      if (r.events.some((e) => (e as { id: string }).id === big))
        throw new FaultError({ kind: 'tooLarge', message: 'too large' })
      return response(applied(r))
    }
    const { outcome } = await round(running, Array(6).fill(tooLarge))
    expect(outcome).toBe('done')
    expect(await running.reader.parked()).toMatchObject([{ id: big, fault: { kind: 'tooLarge' } }])
    expect(running.port.waiting()).toBe(0)
    await running.stop()
  })

  it('[SY53] a central that gives no verdicts ends the round instead of turning it for ever', async () => {
    const { running } = await start()
    const { outcome } = await round(running, [() => response()])
    expect(outcome).toBeInstanceOf(FaultError)
    expect(running.port.waiting()).toBe(1)
    await running.stop()
  })

  it('[SY48] another epoch: everything is sent and pulled again in the same round', async () => {
    const { running } = await start()
    await round(running, [(r) => response(applied(r))])
    const { requests, outcome } = await round(running, [
      () => response({ epoch: 'second' }),
      (r) => response({ ...applied(r), epoch: 'second' }),
    ])
    expect(outcome).toBe('done')
    expect(requests[1]).toMatchObject({ epoch: 'second', cursor: null, events: [{ type: 'field.answered' }] })
    await running.stop()
  })
})
