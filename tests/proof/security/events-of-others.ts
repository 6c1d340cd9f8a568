import { EVENT_TYPES, type LeadEvent } from '../../../shared/events/event.ts'
import type { Person, Verdict } from '../../../shared/sync/protocol.ts'
import { newId, type TestCentral, type TestDevice } from '../../central/support.ts'
import { leadEvents } from '../../events/arbitrary-events.ts'
import fc from '../../setup/fc.ts'
import { contentsOf } from './answers.ts'
import type { World } from './world.ts'

const REFUSED = ['notYours', 'notFound']

/**
 * An event of every type for leads of the other side, of leads that there are not, and of one's own in another's name, from every role
 * that writes: none is applied, and nothing of what central holds changes. Returns what is not so, and how many were sent.
 */
export async function eventsOfOthers(
  central: TestCentral,
  { north, south, missing }: World,
): Promise<{ failures: string[]; sent: number }> {
  const samples = oneOfEach()
  const failures = EVENT_TYPES.filter((t) => !samples.has(t)).map((t) => `${t}: no event in the matrix`)
  const before = await contentsOf(central.store.db)
  let sent = 0
  const send = async (desk: TestDevice, by: string, what: string, events: LeadEvent[]) => {
    sent += events.length
    const { verdicts } = await desk.sync(events)
    for (const [n, verdict] of verdicts.entries())
      if (!isRefused(verdict))
        failures.push(`${events[n]!.type} of ${what} by ${by}: ${JSON.stringify(verdict)}`)
  }
  for (const person of [north.agent, north.supervisor, north.receiver]) {
    const desk = await central.signIn(person)
    await desk.sync()
    const of = (leadId: string, actor = person.id) =>
      [...samples.values()].map(({ type, payload }) => desk.event({ leadId, type, payload, actor }))
    await send(desk, person.role, "another's lead", of(south.things.lead))
    await send(desk, person.role, "another's sold lead", of(south.sold))
    // A capture of a lead that there is not makes one: that is no lead of another's.
    const absent = of(missing.lead).filter((e) => e.type !== 'lead.captured')
    await send(desk, person.role, 'no lead', absent)
    const other: Person = person === north.agent ? north.supervisor : north.agent
    await send(desk, person.role, "one's own in another's name", of(north.things.lead, other.id))
    const merge = { merge: newId(), other: south.things.lead }
    const joined = desk.event({ leadId: north.things.lead, type: 'lead.merged', payload: merge })
    await send(desk, person.role, "one's own with another's", [joined])
  }
  if ((await contentsOf(central.store.db)) !== before)
    failures.push('refused events changed what central holds')
  return { failures, sent }
}

const isRefused = (verdict: Verdict): boolean =>
  verdict.verdict === 'rejected' && REFUSED.includes(verdict.fault.kind)

function oneOfEach(): Map<string, LeadEvent> {
  const drawn = fc.sample(leadEvents, { seed: 1, numRuns: 100 }).flat()
  return new Map(drawn.map((e) => [e.type, e]))
}
