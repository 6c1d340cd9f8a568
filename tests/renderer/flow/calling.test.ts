import { v7 } from 'uuid'
import { afterEach, describe, expect, it } from 'vitest'
import { FaultError } from '../../../renderer/db/errors.ts'
import { finishCall } from '../../../renderer/flow/finish-call.ts'
import { numberStates } from '../../../renderer/flow/numbers.ts'
import { CallForbidden } from '../../../renderer/flow/refusals.ts'
import { startCall, takeCall } from '../../../renderer/flow/start-call.ts'
import { whyNotCall } from '../../../renderer/flow/why-not-call.ts'
import type { Contact } from '../../../shared/contact/contact.ts'
import { suppressionKey } from '../../../shared/lead/suppression.ts'
import { newSnapshot, response } from '../support/leads.ts'
import { createMachine } from '../support/machine.ts'
import { atDesk, iso, NOON, NUMBER } from './at-desk.ts'

const EARLY = -6 * 60
let stop: () => Promise<void> = async () => undefined
afterEach(() => stop())

async function start(options: Parameters<typeof atDesk>[0] = {}) {
  const made = await atDesk(options)
  stop = made.stop
  const dialed: string[] = []
  const handOver = async (number: string) => {
    dialed.push(number)
    return true
  }
  return { ...made, dialed, handOver }
}

const suppressed = (number: string) => ({
  suppressionLists: [{ id: 'robinson', name: 'Robinson list', source: 'DDV', importedAt: iso(-9999) }],
  suppressions: [{ list: 'robinson', added: [suppressionKey('phone', number)], removed: [] }],
})

describe('[CA1] a number that a rule forbids is not dialed', () => {
  it.each([
    ['outside calling hours', { at: EARLY }, ['hours']],
    ['on a suppression list', { changes: suppressed(NUMBER) }, ['suppressed']],
    ['of an unknown zone', { fields: { phone: '+88213300001', state: '', country: '' } }, ['unknownZone']],
    [
      'past its attempts',
      { policy: { contact: { hours: null, attempts: [{ max: 1, hours: 24 }], onHolidays: true } } },
      ['attempts', 'recycle'],
    ],
  ])(
    '%s: offline, with the reasons, before the telephone and before anything is written',
    async (name, options, kinds) => {
      const { desk, id, dialed, handOver, lead, machine } = await start(
        options as Parameters<typeof atDesk>[0],
      )
      if (name === 'past its attempts') {
        await finishCall(desk, id, await startCall(desk, id, NUMBER), 'noAnswer')
        machine.clock.now += 60_000
      }
      const before = (await lead()).calls.length
      const number = String((await lead()).fields.phone?.[0]?.value)
      const refused = await startCall(desk, id, number, { handOver }).catch((e: unknown) => e)
      expect(refused).toBeInstanceOf(CallForbidden)
      expect((refused as CallForbidden).reasons.map((r) => r.kind).sort()).toEqual(kinds)
      expect((refused as CallForbidden).message).toContain((refused as CallForbidden).reasons[0]!.source)
      expect(dialed).toEqual([])
      expect((await lead()).calls).toHaveLength(before)
      expect(await whyNotCall(desk, id)).toEqual((refused as CallForbidden).reasons)
    },
  )

  it('[CA1] dials what may be dialed, once, and records it', async () => {
    const { desk, id, dialed, handOver, lead } = await start()
    const begun: string[] = []
    const begins = (c: string) => {
      begun.push(c)
      return () => void begun.pop()
    }
    const call = await startCall(desk, id, NUMBER, { handOver, begins })
    expect(dialed).toEqual([NUMBER])
    expect(begun, 'told before it is written').toEqual([call])
    expect(await startCall(desk, id, NUMBER, { handOver })).toBe(call)
    expect(dialed).toHaveLength(1)
    expect((await lead()).calls).toMatchObject([{ id: call, phone: NUMBER }])
  })

  it('[CA1] what the telephone refused is no call', async () => {
    const { desk, id, lead } = await start()
    await expect(startCall(desk, id, NUMBER, { handOver: async () => false })).rejects.toThrow('telephone')
    expect((await lead()).calls).toEqual([])
  })

  it('[CA1] each number stands for itself, the one that may be dialed first before the others', async () => {
    const changes = suppressed(NUMBER)
    const { desk, id, running } = await start({ fields: { mobile: '+17575550199' }, changes })
    const view = (await running.reader.lead(id))!
    const states = numberStates(desk, view, NOON)
    expect(states.map((s) => [s.number, s.open])).toEqual([
      ['+17575550199', true],
      [NUMBER, false],
    ])
    expect(states[1]).toMatchObject({
      opensAt: null,
      reasons: [{ kind: 'suppressed', source: 'Robinson list' }],
    })
    await expect(startCall(desk, id, NUMBER)).rejects.toThrow('Robinson list')
    await startCall(desk, id, '+17575550199')
  })

  it('[CA2] who rings is answered at any hour, and no number counts as dialed; one who asked not to be called, too', async () => {
    const { desk, id, lead } = await start({ at: EARLY })
    const call = await takeCall(desk, id)
    expect((await lead()).calls).toMatchObject([{ id: call, phone: '' }])
    await finishCall(desk, id, call, 'doNotCall')
    expect((await whyNotCall(desk, id)).map((r) => r.kind)).toContain('doNotCall')
    await takeCall(desk, id)
    expect((await lead()).calls).toHaveLength(2)
  })
})

describe('[CA1] a first pull that broke off', () => {
  it('leaves lists unknown: nobody is dialed until it came whole', async () => {
    const machine = await createMachine(undefined, { now: NOON })
    const { desk, port, stop } = await machine.start()
    const lead = newSnapshot(machine.person.id, { phone: NUMBER, state: 'VA', country: 'US' })
    const page = response({ serverTime: iso(0), changes: { leads: [lead] } })
    await port.takeIn([], { ...page, more: true })
    await expect(startCall(desk, lead.lead.id, NUMBER)).rejects.toThrow('have not all come')
    await port.takeIn([], { ...page, cursor: '2' })
    await startCall(desk, lead.lead.id, NUMBER)
    await stop()
  })
})

describe('[CA3] central is asked when it can be', () => {
  const contact = (part: Partial<Contact>): Contact => ({
    number: NUMBER,
    barred: [],
    openings: [{ from: iso(-60), to: iso(60) }],
    zones: ['America/New_York'],
    recordingNotice: '',
    ...part,
  })
  const barred = { kind: 'suppressed', text: 'It is on a list', source: 'State list', until: null } as const

  it.each([
    ['bars it', contact({ barred: [barred], openings: [] }), 'It is on a list (State list).'],
    ['opens it later', contact({ openings: [{ from: iso(30), to: iso(60) }] }), 'Central does not allow'],
  ])('the stricter answer holds: %s', async (_, answer, text) => {
    const { desk, id, dialed, handOver } = await start()
    const asked: unknown[] = []
    desk.api = {
      ...desk.api,
      request: async (call) => {
        asked.push([call.method, call.path, call.body])
        return answer as never
      },
    }
    await expect(startCall(desk, id, NUMBER, { online: true, handOver })).rejects.toThrow(text)
    expect(asked).toEqual([['POST', 'contact-check', { lead: id, number: NUMBER }]])
    expect(dialed).toEqual([])
  })

  it.each([
    ['allows it', async () => contact({})],
    [
      'does not answer',
      async () => {
        throw new FaultError({ kind: 'unavailable', message: 'gone' }, { unreached: true })
      },
    ],
  ])('the desk goes on where central %s', async (_, request) => {
    const { desk, id, dialed, handOver } = await start()
    desk.api = { ...desk.api, request: request as never }
    await startCall(desk, id, NUMBER, { online: true, handOver })
    expect(dialed).toEqual([NUMBER])
  })

  it('nobody is dialed who is in another queue by now', async () => {
    const { desk, id, dialed, handOver } = await start()
    const fault = new FaultError({ kind: 'notYours', message: 'This lead is not in your queue' })
    desk.api = { ...desk.api, request: () => Promise.reject(fault) }
    await expect(startCall(desk, id, NUMBER, { online: true, handOver })).rejects.toThrow('in your queue')
    expect(dialed).toEqual([])
  })

  it('is not asked about what the desk forbids, nor while it is not connected', async () => {
    const { desk, id } = await start({ at: EARLY })
    desk.api = { ...desk.api, request: () => Promise.reject(new Error(`asked ${v7()}`)) }
    await expect(startCall(desk, id, NUMBER, { online: true })).rejects.toBeInstanceOf(CallForbidden)
    desk.now = () => NOON
    await startCall(desk, id, NUMBER, { online: false })
  })
})
