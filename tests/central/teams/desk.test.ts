import { describe, expect, it } from 'vitest'
import type { Person } from '../../../shared/sync/protocol.ts'
import fc from '../../setup/fc.ts'
import { CAMPAIGN, newId, type TestDevice } from '../support.ts'
import { OTHER, twoTeams } from './two-teams.ts'

const office = twoTeams()
const { leads, HIDDEN, sorted, makeTeam, makePerson, json } = office

describe('the desk of a supervisor of a team', () => {
  /** What a desk holds after a round, from what it held before. */
  async function pull(desk: TestDevice, held: Set<string>): Promise<Set<string>> {
    const { epoch } = desk
    for (let more = true; more; ) {
      const page = await desk.sync()
      more = page.more
      if (epoch !== null && page.epoch !== epoch && desk.epoch !== epoch) held = new Set()
      for (const { lead } of page.changes.leads) held.add(lead.id)
      for (const { id } of page.changes.removed) {
        expect(held, 'nothing is removed that was not there').toContain(id)
        held.delete(id)
      }
    }
    return held
  }
  const expected = async (person: Person) => {
    const page = await json(await (await office.central.signIn(person)).api('GET', '/leads?limit=1000'))
    return sorted(page.leads.flatMap((l: { parts: string[] }) => l.parts))
  }
  const put = async (team: string, name: string, campaigns: string[] | null) =>
    json(await office.central.service('PUT', `/teams/${team}`, { name, kind: 'agents', campaigns }))
  const move = async (person: Person, team: string | null) =>
    json(await office.central.service('PATCH', `/people/${person.id}`, { team }))
  const give = async (lead: string, to: Person | null) => {
    const { version } = await json(await office.central.service('GET', `/leads/${lead}`))
    await office.central.service('POST', '/assignments', {
      leads: [{ id: lead, version }],
      to: to?.id ?? null,
    })
  }

  it('[AU23] holds the team’s leads after whatever changes owners, people or campaigns', async () => {
    const ids = [leads.own, leads.others, leads.pool, leads.otherPool]
    const owner = fc.constantFrom<(Person | null)[]>(office.people.nora, office.people.sam, null)
    const step = fc.oneof(
      fc.record({ give: fc.constantFrom(...ids), to: owner }),
      fc.record({
        move: fc.constantFrom(office.people.nora, office.people.sam),
        team: fc.constantFrom(office.north, office.south, null),
      }),
      fc.record({
        campaigns: fc.constantFrom<string[] | null>([CAMPAIGN], [OTHER], [CAMPAIGN, OTHER], [], null),
      }),
      fc.constant('pull' as const),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 8 }), async (steps) => {
        const desk = await office.central.signIn(office.people.lea)
        let held = await pull(desk, new Set())
        for (const s of steps) {
          if (s === 'pull') held = await pull(desk, held)
          else if ('give' in s) await give(s.give, s.to)
          else if ('move' in s) await move(s.move, s.team)
          else await put(office.north, 'North', s.campaigns)
        }
        held = await pull(desk, held)
        expect(sorted(held)).toEqual(await expected(office.people.lea))
      }),
      {
        numRuns: 8,
        examples: [[[{ campaigns: [OTHER] }, 'pull', { give: leads.otherPool, to: office.people.nora }]]],
      },
    )
    await move(office.people.nora, office.north)
    await move(office.people.sam, office.south)
    await put(office.north, 'North', [CAMPAIGN])
  })

  it('[AU23] is a new view with another team or role, and an agent’s and a receiver’s are their own', async () => {
    const desk = await office.central.signIn(office.people.lea)
    const held = await pull(desk, new Set())
    expect(sorted(held)).toEqual(await expected(office.people.lea))
    await move(office.people.lea, null)
    const all = await pull(desk, held)
    for (const id of HIDDEN) expect(all).toContain(id)
    await move(office.people.lea, office.north)
    expect(sorted(await pull(desk, all))).toEqual(await expected(office.people.lea))

    const partner = await makeTeam('Harbor', null, 'partner')
    const ines = await makePerson('ines', 'inbox', partner)
    const hers = await (await office.central.signIn(ines)).sync()
    expect(hers.changes).toMatchObject({ leads: [], removed: [] })
    expect(hers.changes.teams).toContainEqual({ id: partner, name: 'Harbor', kind: 'partner', active: true })
    const written = await office.central.signIn(ines)
    const { verdicts } = await written.sync([written.captured(newId())])
    expect(verdicts).toMatchObject([{ verdict: 'rejected', fault: { kind: 'notYours' } }])
  })
})
