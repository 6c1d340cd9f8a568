import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { workReassignment } from '../../../central/reassign/work.ts'
import { createCampaign } from '../../../central/store/campaigns.ts'
import type {
  Reassignment,
  ReassignPreview,
  ReassignPreviewRequest,
  ReassignRequest,
} from '../../../shared/api/reassign.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import {
  CAMPAIGN,
  newId,
  newPerson,
  type TestCentral,
  type TestDevice,
  testCentral,
  until,
} from '../support.ts'

export const OTHER = 'autumn'

export const HOUR = 3_600_000

/** A central whose people are at work, with leads to give away. Registers what starts and ends it. */
export function reassigning() {
  /** A Tuesday morning. */
  const MORNING = Date.parse('2026-11-24T10:00:00.000Z')
  const began = Date.now()
  const now = () => MORNING + (Date.now() - began)
  const iso = (ms: number) => new Date(now() + ms).toISOString()
  let central: TestCentral
  let ana: TestDevice
  let ben: TestDevice
  let sue: TestDevice
  /** Supervises a team in which nora works, of the campaign OTHER only. */
  let lea: TestDevice
  let nora: TestDevice
  let teams = 0

  beforeAll(async () => {
    central = await testCentral({ now })
    await createCampaign(central.store.db, { id: OTHER, name: 'Autumn fair', policy: DEFAULT_POLICY })
    const made = await central.service('POST', '/teams', {
      name: 'South',
      kind: 'agents',
      campaigns: [OTHER],
    })
    const { id: team } = (await made.json()) as { id: string }
    const join = (name: string, role: Person['role']) =>
      newPerson(central.store.db, { name, email: `${name}@example.com`, role, team })
    const [l, n] = [await join('lea', 'supervisor'), await join('nora', 'agent')]
    lea = await central.signIn(l)
    nora = await central.signIn(n)
    sue = await central.signIn(central.people.sue)
  })
  afterAll(() => central.dispose())
  beforeEach(async () => {
    // Two agents of their own for each test.
    teams += 1
    const make = async (name: string) => {
      const role = 'agent'
      const email = `${name}${teams}@example.com`
      return central.signIn(await newPerson(central.store.db, { name, email, role, team: null }))
    }
    ana = await make('ana')
    ben = await make('ben')
  })

  const captured = async (n: number, device = ana, fields: object = {}, campaign = CAMPAIGN) => {
    const ids = Array.from({ length: n }, newId)
    await device.sync(ids.map((id) => device.captured(id, fields, campaign)))
    return ids
  }
  const leadOf = async (id: string) => (await central.service('GET', `/leads/${id}`)).json()
  const ownersOf = async (ids: string[]) => Promise.all(ids.map(async (id) => (await leadOf(id)).owner))
  const chosen = (ids: string[], version = 1) => ({ leads: ids.map((id) => ({ id, version })) })
  const preview = async (request: Partial<ReassignPreviewRequest>, by = sue): Promise<ReassignPreview> => {
    const answer = await by.api('POST', '/reassignments/preview', request)
    expect(answer.status, await answer.clone().text()).toBe(200)
    return answer.json()
  }
  const run = async (request: Partial<ReassignRequest>, by = sue): Promise<Reassignment> => {
    const answer = await by.api('POST', '/reassignments', { id: newId(), ...request })
    expect(answer.status, await answer.clone().text()).toBe(200)
    return finished(await answer.json(), by)
  }
  const finished = async (begun: Reassignment, by = sue): Promise<Reassignment> => {
    let last = begun
    await until('the reassignment', async () => {
      last = await (await by.api('GET', `/reassignments/${begun.id}`)).json()
      return last.waiting === 0
    })
    return last
  }
  const undo = async ({ id }: Reassignment, by = sue): Promise<Reassignment> => {
    const answer = await by.api('POST', `/reassignments/${id}/undo`)
    expect(answer.status, await answer.clone().text()).toBe(200)
    return finished(await answer.json(), by)
  }
  const started = (lead: string, device = ana) =>
    device.event({
      leadId: lead,
      type: 'call.started',
      payload: { call: newId(), phone: '+442079460000', at: iso(0) },
    })
  const promise = (lead: string, ms: number) =>
    ana.event({
      leadId: lead,
      type: 'callback.scheduled',
      payload: { callback: newId(), at: iso(ms), whose: 'mine', agent: ana.person, note: '' },
    })

  /** As a process leaves it that is killed when it has planned: of leads that ana has. `by`: whose; `undoes`: what it takes back. */
  const plannedOnly = async (leads: string[], to: string | null, promised = false): Promise<string> => {
    const id = newId()
    const { db } = central.store
    const asked = { which: { leads: leads.length }, to: { how: 'pool' }, promised }
    const row = { id, by: sue.person, reason: '', undoes: null, at: iso(-HOUR), asked: JSON.stringify(asked) }
    await db.insertInto('reassignments').values(row).execute()
    await db
      .insertInto('reassigned_leads')
      .values(
        leads.map((lead) => ({
          reassignment: id,
          lead,
          from: ana.person,
          to,
          version: 1,
          state: 'planned' as const,
          why: null,
        })),
      )
      .execute()
    return id
  }
  const work = (reassignment: string) =>
    workReassignment({ ...central.store, now }, { reassignment }, new AbortController().signal)
  const keptOf = ({ kept }: Reassignment) => Object.fromEntries(kept.map((k) => [k.why, k.leads]))

  return {
    get central() {
      return central
    },
    get ana() {
      return ana
    },
    get ben() {
      return ben
    },
    get sue() {
      return sue
    },
    get lea() {
      return lea
    },
    get nora() {
      return nora
    },
    get teams() {
      return teams
    },
    now,
    iso,
    captured,
    leadOf,
    ownersOf,
    chosen,
    preview,
    run,
    finished,
    undo,
    started,
    promise,
    plannedOnly,
    work,
    keptOf,
  }
}
