import { type EventOf, foldStamp, type LeadEvent } from '../../shared/events/event.ts'
import { instantOf } from '../../shared/events/instant.ts'
import type { Fault } from '../../shared/sync/faults.ts'
import type { Person } from '../../shared/sync/protocol.ts'
import { grouped } from '../store/database/grouped.ts'
import type { ToldCampaigns, Tx } from '../store/database/schema.ts'
import type { HeldLead } from '../store/leads/ingest-types.ts'
import { holdingsOf, teamHoldingsOf } from '../store/queues/assignments.ts'
import { campaignsFor, mayKnowOf, seenAmong, seesAll } from './may-see.ts'

/** Facts that central writes together with rows of its own: what became of a hand-off, of an import. */
const CENTRALS = new Set<LeadEvent['type']>(['handOff.returned', 'outcome.recorded', 'response.takenBack'])

/** What a device knew when it made what it hands in. */
export interface Known {
  /** The change number of the round before the device's last one; null: of none. */
  asOf: number | null
  /** By central's own notes of the device's last rounds. */
  campaigns: ToldCampaigns
}

interface Written {
  events: readonly LeadEvent[]
  /** Those of their leads that there are. */
  leads: ReadonlyMap<string, HeldLead>
}

/**
 * Who may write what, for each event on its own; a lead or a campaign that the person does not know of is one that there is not. An agent writes to leads held now or, by central's history, at `asOf` or later
 * (the change number of the round before the device's last one: what was in its hands when the event was made), to a call of
 * their own that goes on, and to leads they capture in campaigns they may use or might by their device's last rounds. A supervisor of a team writes to the team's leads in the same way.
 */
export async function permitEvents(
  tx: Tx,
  person: Person,
  known: Known,
  written: Written,
): Promise<(event: LeadEvent) => Fault | null> {
  const permits = await permitsOf(tx, person, known, written)
  return (e) => (CENTRALS.has(e.type) ? notYours('only central writes this') : permits(e))
}

async function permitsOf(
  tx: Tx,
  person: Person,
  { asOf, campaigns }: Known,
  { events, leads }: Written,
): Promise<(event: LeadEvent) => Fault | null> {
  if (person.role === 'inbox') return () => notYours('the role writes no events')
  if (seesAll(person)) {
    return (e) =>
      person.role === 'service' || e.actor === person.id ? null : notYours('is of another person')
  }
  const isAgent = person.role === 'agent'
  const others = [...leads.values()].filter((l) => l.owner !== person.id).map((l) => l.id)
  const held = grouped(
    isAgent ? await holdingsOf(tx, person.id, others) : await teamHoldingsOf(tx, person, others),
    (h) => h.lead,
    (h) => h,
  )
  const isHeld = (id: string) => {
    const lead = leads.get(id)
    if (!lead || lead.owner === person.id) return true
    return (held.get(id) ?? []).some((h) => h.to === null || (asOf !== null && h.to > asOf))
  }
  const unheld = others.filter((id) => !held.has(id))
  const known = await seenAmong(tx, person, unheld, mayKnowOf)
  const isUnknown = (id: string) => unheld.includes(id) && !known.has(id)
  const mayUse = await usableCampaigns(tx, person, campaigns, events)
  const captured = new Set(events.filter((e) => e.type === 'lead.captured').map((e) => e.leadId))
  const isWritten = (id: string) => leads.has(id) || captured.has(id)
  // In the same words whether another team has a lead or nobody.
  const mergeFault = (id: string, other: string): Fault | null => {
    if (!isWritten(id)) return notFound('central has no such lead')
    if (!isWritten(other) || isUnknown(other)) return notFound('central has no such lead to merge with')
    return isHeld(other) ? null : notYours('the other lead was not in your queue')
  }
  // A lead that came to somebody from another campaign may respond in that one again.
  const isOfOwnCampaign = (e: EventOf<'lead.captured'>) =>
    isHeld(e.leadId) && leads.get(e.leadId)?.state.campaign === e.payload.campaign
  const isTheirs = (e: LeadEvent) => isHeld(e.leadId) || isOfOwnCall(e, leads)
  return (e) => {
    if (e.actor !== person.id) return notYours('is of another person')
    if (isAgent && e.type === 'doNotCall.lifted') return notYours('only a supervisor may lift a do-not-call')
    if (isAgent && e.type === 'lead.reinstated') return notYours('only a supervisor may reinstate a lead')
    if (e.type === 'lead.captured' && !mayUse(e.payload.campaign) && !isOfOwnCampaign(e))
      return notFound('central has no such campaign')
    if (isUnknown(e.leadId) && !isTheirs(e)) return notFound('central has no such lead')
    if (!isTheirs(e)) return notYours('the lead was not in your queue')
    return e.type === 'lead.merged' ? mergeFault(e.leadId, e.payload.other) : null
  }
}

/** The campaigns of captures. */
async function usableCampaigns(
  tx: Tx,
  person: Person,
  told: ToldCampaigns,
  events: readonly LeadEvent[],
): Promise<(campaign: string) => boolean> {
  const bounds = events.some((e) => e.type === 'lead.captured') ? await campaignsFor(tx, person) : null
  const usable: ToldCampaigns = [bounds ?? true, ...told]
  return (campaign) => usable.some((c) => c === true || c?.includes(campaign))
}

/** These belong to the call in which they were said, though they do not name it: the person was told so. */
const SAID = new Set<LeadEvent['type']>([
  'callback.scheduled',
  'callback.closed',
  'consent.recorded',
  'note.written',
])

/**
 * Whether an event is part of a call of one's own: made by the moment of its outcome, with which follows what it brings, however late it
 * comes in. That somebody wants no more calls is never too late. A call may have begun on one part of a merged lead and end on another.
 */
function isOfOwnCall(e: LeadEvent, leads: ReadonlyMap<string, HeldLead>): boolean {
  const call = 'call' in e.payload ? e.payload.call : null
  const component = leads.get(e.leadId)?.component
  if (component === undefined || (call === null && !SAID.has(e.type))) return false
  const stamp = foldStamp(e)
  return [...leads.values()].some(
    (l) =>
      l.component === component &&
      l.state.calls.some(
        (c) =>
          c.actor === e.actor &&
          (call === null ? c.since < stamp : c.id === call) &&
          (c.disposition === null || forbidsCalls(e) || instantOf(stamp) <= instantOf(c.stamp)),
      ),
  )
}

const forbidsCalls = (e: LeadEvent) => e.type === 'call.amended' && e.payload.flags.doNotCall

const notYours = (message: string): Fault => ({ kind: 'notYours', message })
const notFound = (message: string): Fault => ({ kind: 'notFound', message })
