import { EVENT_TYPES, type EventType, type LeadEvent, type PayloadOf } from '../../../shared/events/event.ts'
import type { Person, Verdict } from '../../../shared/sync/protocol.ts'
import { newId, type TestCentral } from '../../central/support.ts'
import { leadEvents } from '../../events/arbitrary-events.ts'
import fc from '../../setup/fc.ts'
import { contentsOf } from './answers.ts'
import type { Things, World } from './world.ts'

const REFUSED = ['notYours', 'notFound']

/**
 * An event of every type for leads of the other side, of leads that there are not, and of one's own in another's name, from every role
 * that writes; and for one's own with whatever it names replaced by the other side's. None is applied, another's is refused in the words in
 * which none is, and nothing of what central holds changes. Then each of one's own: what the role may not write is refused, and nothing else. Returns what is not so, and how many were sent.
 */
export async function eventsOfOthers(
  central: TestCentral,
  { north, south, missing }: World,
): Promise<{ failures: string[]; sent: number }> {
  const samples = oneOfEach()
  const failures = EVENT_TYPES.filter((t) => !samples.has(t)).map((t) => `${t}: no event in the matrix`)
  const before = await contentsOf(central.store.db)
  let sent = 0
  for (const person of [north.agent, north.supervisor, north.receiver]) {
    const desk = await central.signIn(person)
    await desk.sync()
    const of = (leadId: string, actor = person.id) =>
      [...samples.values()].map(({ type, payload }) => desk.event({ leadId, type, payload, actor }))
    const send = async (what: string, events: LeadEvent[]) => {
      sent += events.length
      const { verdicts } = await desk.sync(events)
      for (const [n, verdict] of verdicts.entries())
        if (!isRefused(verdict))
          failures.push(`${events[n]!.type} of ${what} by ${person.role}: ${JSON.stringify(verdict)}`)
      return verdicts.map((v) => ('fault' in v ? `${v.fault.kind}: ${v.fault.message}` : v.verdict))
    }
    // The id of a new lead is chosen by who captures it: one that is taken is refused, and says nothing more.
    const existing = (leadId: string) => of(leadId).filter((e) => e.type !== 'lead.captured')
    const none = await send('no lead', existing(missing.lead))
    for (const lead of [south.things.lead, south.sold]) {
      await send("another's lead", of(lead))
      const others = await send("another's lead", existing(lead))
      for (const [n, words] of others.entries())
        if (words !== none[n]) failures.push(`${person.role}: "${words}" is told from "${none[n]}"`)
    }
    const other: Person = person === north.agent ? north.supervisor : north.agent
    await send("one's own in another's name", of(north.things.lead, other.id))
    for (const naming of namings(samples.get('lead.captured')!)) {
      const named = (things: Things) =>
        desk.event({ actor: person.id, ...naming(things, north.things.lead, newId()) } as LeadEvent)
      const [theirs, nobodys] = [
        await send("one's own with another's", [named(south.things)]),
        await send("one's own with none", [named(missing)]),
      ]
      if (theirs[0] !== nobodys[0])
        failures.push(`${person.role}: "${theirs[0]}" is told from "${nobodys[0]}"`)
    }
  }
  if ((await contentsOf(central.store.db)) !== before)
    failures.push('refused events changed what central holds')
  for (const person of [north.agent, north.supervisor, north.receiver]) {
    const desk = await central.signIn(person)
    await desk.sync()
    const leadId = person === north.receiver ? north.sold : north.things.lead
    const events = [...samples.values()].map(({ type, payload }) => desk.event({ leadId, type, payload }))
    sent += events.length
    for (const [n, verdict] of (await desk.sync(events)).verdicts.entries()) {
      const { type } = events[n]!
      const isForbidden = verdict.verdict === 'rejected' && verdict.fault.kind === 'notYours'
      if (isForbidden !== (NOT_FOR[person.role] ?? EVENT_TYPES).includes(type))
        failures.push(`${type} of one's own lead by ${person.role}: ${JSON.stringify(verdict)}`)
    }
  }
  return { failures, sent }
}

const CENTRALS: readonly EventType[] = ['handOff.returned', 'outcome.recorded', 'response.takenBack']
/** What a role may not write of a lead that is its own; left out: nothing at all. More is a decision, and belongs here. */
const NOT_FOR: Partial<Record<Person['role'], readonly EventType[]>> = {
  agent: [...CENTRALS, 'doNotCall.lifted', 'lead.reinstated'],
  supervisor: CENTRALS,
}

type Naming = (things: Things, own: string, fresh: string) => Pick<LeadEvent, 'type' | 'leadId' | 'payload'>

/** What events name beside their lead: another lead to be merged with, and the campaign of a new one or of one's own. */
const namings = ({ payload }: LeadEvent): Naming[] => [
  ({ lead }, own, merge) => ({ type: 'lead.merged', leadId: own, payload: { merge, other: lead } }),
  ({ campaign }, _, fresh) => ({
    type: 'lead.captured',
    leadId: fresh,
    payload: { ...(payload as PayloadOf<'lead.captured'>), campaign },
  }),
  ({ campaign }, own) => ({
    type: 'lead.captured',
    leadId: own,
    payload: { ...(payload as PayloadOf<'lead.captured'>), campaign },
  }),
]

const isRefused = (verdict: Verdict): boolean =>
  verdict.verdict === 'rejected' && REFUSED.includes(verdict.fault.kind)

function oneOfEach(): Map<string, LeadEvent> {
  const drawn = fc.sample(leadEvents, { seed: 1, numRuns: 100 }).flat()
  return new Map(drawn.map((e) => [e.type, e]))
}
