import { afterAll, beforeAll } from 'vitest'
import { createTeam } from '../../../central/auth/teams.ts'
import type { LeadPage } from '../../../shared/api/api.ts'
import type { HandOff, HandOffListed, HandOffsPage } from '../../../shared/api/hand-offs.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { type Api, newId, newPerson, type TestCentral, type TestDevice, testCentral } from '../support.ts'

export const READY = {
  decisionRole: 'decides',
  budget: 'approved',
  need: 'urgent',
  companySize: 's501up',
  territory: 'direct',
}

export const HOT = { ...READY, timeline: 'within3' }

export const NURTURE = { ...READY, timeline: 'later' }

/** A central with two receivers at Sales and one at each of two partners. Registers what starts and ends it. */
export function handingOff() {
  const MORNING = Date.parse('2026-11-24T10:00:00.000Z')
  let later = 0
  const now = () => MORNING + later
  /** Everything happens at a time of its own. */
  const pass = (minutes = 1) => {
    later += minutes * 60_000
  }

  let central: TestCentral
  let ana: TestDevice
  let sue: TestDevice
  const receivers: Record<string, { person: Person; api: Api }> = {}
  beforeAll(async () => {
    central = await testCentral({ now })
    const { db } = central.store
    ana = await central.signIn(central.people.ana)
    sue = await central.signIn(central.people.sue)
    const team = async (name: string, kind: 'sales' | 'partner') =>
      (await createTeam(db, { name, kind, campaigns: null })).id
    const teams = {
      north: await team('North', 'sales'),
      harbor: await team('Harbor', 'partner'),
      bay: await team('Bay', 'partner'),
    }
    for (const [name, of] of [
      ['kim', 'north'],
      ['lou', 'north'],
      ['pam', 'harbor'],
      ['pit', 'bay'],
    ] as const) {
      const named = { name, email: `${name}@example.com` }
      const person = await newPerson(db, { ...named, role: 'inbox', team: teams[of] })
      receivers[name] = { person, api: (await central.signIn(person)).api }
    }
  })
  afterAll(() => central.dispose())

  /** A lead of Ana's; its id. */
  async function captured(fields: object): Promise<string> {
    const id = newId()
    pass()
    await ana.sync([ana.captured(id, { lastName: 'Silva', company: 'Bright Harbor', ...fields })])
    return id
  }

  async function ask<T>(api: Api, method: string, path: string, body?: object): Promise<T> {
    const response = await api(method, path, body)
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }
  const handOffsOf = async (lead: string): Promise<HandOffListed[]> =>
    (await ask<HandOffsPage>(central.service, 'GET', `/hand-offs?lead=${lead}`)).handOffs
  const lastOf = async (lead: string): Promise<HandOffListed> => (await handOffsOf(lead))[0]!
  const leadOf = (id: string) => ask<LeadPage['leads'][number]>(central.service, 'GET', `/leads/${id}`)
  const by = (name: string): Api => receivers[name]!.api
  const act = (api: Api, h: { id: string }, what: string, body: object = {}): Promise<HandOff> => {
    pass()
    return ask(api, 'POST', `/hand-offs/${h.id}/${what}`, body)
  }
  const statusOf = async (api: Api, h: { id: string }, what: string, body: object = {}) =>
    (await api('POST', `/hand-offs/${h.id}/${what}`, body)).status
  const iso = () => new Date(now()).toISOString()

  /** What is written on a person's poke line from now on. */
  async function listen(person: Person) {
    const { token } = await central.signIn(person)
    const stop = new AbortController()
    const headers = { authorization: `Bearer ${token}` }
    const line = await fetch(`${central.url}/api/v1/poke`, { headers, signal: stop.signal })
    const reader = line.body!.getReader()
    const read = async () => Buffer.from((await reader.read()).value!).toString()
    await read()
    /** The line also says now and then that it is still there. */
    const next = async () => {
      for (;;) {
        const said = await read()
        if (!said.startsWith(':')) return said
      }
    }
    return { next, stop: () => stop.abort() }
  }

  return {
    get central() {
      return central
    },
    get ana() {
      return ana
    },
    get sue() {
      return sue
    },
    receivers,
    now,
    pass,
    captured,
    ask,
    handOffsOf,
    lastOf,
    leadOf,
    by,
    act,
    statusOf,
    iso,
    listen,
  }
}
