import { afterAll, beforeAll, expect } from 'vitest'
import { createCampaign } from '../../../central/store/campaigns.ts'
import { DEFAULT_POLICY } from '../../../shared/policy/default-policy.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { CAMPAIGN, newId, newPerson, type TestCentral, type TestDevice, testCentral } from '../support.ts'

export const OTHER = 'autumn'

/** A central with a team in the north and one in the south, each with people and leads. Registers what starts and ends it. */
export function twoTeams() {
  let central: TestCentral
  let north: string
  let south: string
  let people: Record<'nora' | 'sam' | 'lea' | 'max', Person>
  let lea: TestDevice
  /** Of every kind of lead that a supervisor of the north meets: whose it is, and its id. */
  const leads: Record<'own' | 'others' | 'pool' | 'otherPool', string> = {
    own: newId(),
    others: newId(),
    pool: newId(),
    otherPool: newId(),
  }
  const SEEN = [leads.own, leads.pool]
  const HIDDEN = [leads.others, leads.otherPool]
  const sorted = (ids: Iterable<string>) => [...ids].sort()

  const makeTeam = async (name: string, campaigns: string[] | null, kind = 'agents') => {
    const answer = await central.service('POST', '/teams', { name, kind, campaigns })
    expect(answer.status, await answer.clone().text()).toBe(201)
    return ((await answer.json()) as { id: string }).id
  }

  const makePerson = (name: string, role: Person['role'], team: string | null) =>
    newPerson(central.store.db, { name, email: `${name}@example.com`, role, team })

  /** A lead of that person, else of the pool of a campaign. */
  async function makeLead(id: string, owner: Person | null, campaign = CAMPAIGN, fields: object = {}) {
    const sue = await central.signIn(central.people.sue)
    const { verdicts } = await sue.sync([sue.captured(id, fields, campaign)])
    expect(verdicts).toMatchObject([{ verdict: 'applied' }])
    const [lead] = (await (await central.service('GET', `/leads/${id}`)).json()) ? [id] : []
    const assigned = await central.service('POST', '/assignments', {
      leads: [{ id: lead, version: 1 }],
      to: owner?.id ?? null,
    })
    expect(await assigned.json()).toMatchObject({ conflicts: [] })
  }

  beforeAll(async () => {
    // When people in London may be called.
    const now = Date.parse('2026-11-24T11:00:00Z')
    central = await testCentral({ now: () => now })
    await createCampaign(central.store.db, { id: OTHER, name: 'Autumn fair', policy: DEFAULT_POLICY })
    north = await makeTeam('North', [CAMPAIGN])
    south = await makeTeam('South', [OTHER])
    people = {
      nora: await makePerson('nora', 'agent', north),
      sam: await makePerson('sam', 'agent', south),
      lea: await makePerson('lea', 'supervisor', north),
      max: await makePerson('max', 'supervisor', south),
    }
    lea = await central.signIn(people.lea)
    // Alike enough to be proposed as one person, each with each.
    const alike = { firstName: 'Ines', lastName: 'Alcantara', company: 'Harbor Works', city: 'London' }
    await makeLead(leads.own, people.nora, CAMPAIGN, { ...alike, phone: '+442079460991' })
    await makeLead(leads.others, people.sam, CAMPAIGN, { ...alike, phone: '+442079460992' })
    await makeLead(leads.pool, null, CAMPAIGN, { ...alike, phone: '+442079460993' })
    await makeLead(leads.otherPool, null, OTHER, { ...alike, phone: '+442079460994' })
  })
  afterAll(() => central.dispose())

  const json = async (answer: Response) => {
    expect(answer.status, await answer.clone().text()).toBe(200)
    return answer.json()
  }

  return {
    get central() {
      return central
    },
    get north() {
      return north
    },
    get south() {
      return south
    },
    get people() {
      return people
    },
    get lea() {
      return lea
    },
    leads,
    SEEN,
    HIDDEN,
    sorted,
    makeTeam,
    makePerson,
    makeLead,
    json,
  }
}
