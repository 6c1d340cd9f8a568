import type { EventOf, LeadEvent } from '../../../shared/events/event.ts'
import type { Fault } from '../../../shared/sync/faults.ts'
import type { HeldLead } from '../leads/ingest-types.ts'
import { isStorable, UNSTORABLE } from './write-events.ts'

export interface Ground {
  /** The components that the batch touches, locked. */
  leads: ReadonlyMap<string, HeldLead>
  campaigns: Pick<ReadonlySet<string>, 'has'>
  permit(event: LeadEvent): Fault | null
  /** True for what concerns a lead that was erased on request. */
  erased(event: LeadEvent): boolean
}

/**
 * What central has against events that are new to it, each for itself; null: it is let in. What is written for a lead counts from its
 * capture in the same batch or an earlier one on: before that it would belong to nothing central can show.
 */
export function judgeEvents(events: readonly LeadEvent[], ground: Ground): (Fault | null)[] {
  const faults = events.map((e) => refusal(e, ground) ?? ground.permit(e))
  const campaignOf = new Map([...ground.leads].map(([id, l]) => [id, l.state.campaign]))
  const judge = (check: (e: LeadEvent) => Fault | null) =>
    events.forEach((e, i) => {
      faults[i] ??= check(e)
    })
  judge((e) => (e.type === 'lead.captured' ? campaignFault(e, ground.campaigns) : null))
  judge((e) => (e.type === 'lead.captured' ? captureFault(e, campaignOf) : null))
  judge((e) => (campaignOf.has(e.leadId) ? null : fault('notFound', 'central has no such lead')))
  judge((e) => (e.type === 'lead.merged' ? mergeFault(e, campaignOf) : null))
  const mergesOf = mergesByLead(
    events.filter((_, i) => !faults[i]),
    ground.leads,
  )
  judge((e) =>
    e.type === 'merge.undone' && !mergesOf(e.leadId).has(e.payload.merge)
      ? fault('notFound', 'this lead has no such merge')
      : null,
  )
  return faults
}

function refusal(e: LeadEvent, { erased }: Ground): Fault | null {
  if (erased(e)) return fault('erased', 'the lead was erased on request')
  if (!isStorable(e)) return fault('malformed', UNSTORABLE)
  if (isOfYear0(e)) return fault('malformed', 'names a moment of the year 0, which there was not')
  if (e.id !== e.id.toLowerCase() || e.leadId !== e.leadId.toLowerCase())
    return fault('malformed', 'its ids are not in lower case')
  return null
}

const campaignFault = (
  { payload }: EventOf<'lead.captured'>,
  campaigns: Ground['campaigns'],
): Fault | null =>
  campaigns.has(payload.campaign) ? null : fault('notFound', 'central has no such campaign')

/** The calendar of the database has no such year. */
const YEAR_0 = /^0000-\d\d-\d\dT[\d:.]+Z/u
const isOfYear0 = ({ stamp, payload }: LeadEvent): boolean =>
  [stamp, ...Object.values(payload)].some((value) => typeof value === 'string' && YEAR_0.test(value))

/** A lead belongs to one campaign: a response to another one is another lead. */
function captureFault(e: EventOf<'lead.captured'>, campaignOf: Map<string, string>): Fault | null {
  const known = campaignOf.get(e.leadId)
  if (known === undefined) campaignOf.set(e.leadId, e.payload.campaign)
  return known === undefined || known === e.payload.campaign
    ? null
    : fault('conflict', 'the lead is one of another campaign')
}

function mergeFault(e: EventOf<'lead.merged'>, campaignOf: ReadonlyMap<string, string>): Fault | null {
  const { other } = e.payload
  if (other === e.leadId) return fault('malformed', 'a lead cannot be merged with itself')
  if (!campaignOf.has(other)) return fault('notFound', 'central has no such lead to merge with')
  return campaignOf.get(other) === campaignOf.get(e.leadId)
    ? null
    : fault('conflict', 'leads of two campaigns cannot be merged')
}

/** The merges that were written for a lead, those of the batch included. */
function mergesByLead(
  events: readonly LeadEvent[],
  leads: ReadonlyMap<string, HeldLead>,
): (lead: string) => ReadonlySet<string> {
  return (lead) =>
    new Set([
      ...(leads.get(lead)?.state.merges.map((m) => m.id) ?? []),
      ...events.flatMap((e) => (e.type === 'lead.merged' && e.leadId === lead ? e.payload.merge : [])),
    ])
}

const fault = (kind: Fault['kind'], message: string): Fault => ({ kind, message })
