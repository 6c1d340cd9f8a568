import { sql } from 'kysely'
import type { LeadEvent } from '../../../shared/events/event.ts'
import { type KnownGround, OWNER, type Owner } from '../../escalation/ground.ts'
import { amongst, anyOf, anyOfTexts } from '../database/any-of.ts'
import { grouped } from '../database/grouped.ts'
import { StartOver } from '../database/retry.ts'
import type { Tx } from '../database/schema.ts'
import type { HandOff } from './hand-offs.ts'
import type { HeldLead } from './ingest-types.ts'

/** What a batch is judged and decided by. */
export interface BatchGround extends KnownGround {
  /** Who holds the leads, or may come to, by their ids. */
  owners: ReadonlyMap<string, Owner>
  /** Of the batch's events those central has, each with the effective stamp it gave (null: none). */
  known: ReadonlyMap<string, string | null>
  /** Whether an event is about a lead that was erased, or the capture that such a lead had been made of. */
  erased(event: LeadEvent): boolean
  /** Whether a lead that is held is enrolled in nurture: only who has it locked enrols it. */
  nurtured: boolean
  /** All hand-offs of the leads, by lead; those of a component were written for its first part of then. */
  handOffs: ReadonlyMap<string, HandOff[]>
}

export interface GroundWanted {
  events: readonly LeadEvent[]
  /** The leads whose components the events may change: ids. */
  touched: readonly string[]
  held: ReadonlyMap<string, HeldLead>
  /** Who may come to hold a lead, beside those who do. */
  owners: Iterable<string | null>
}

interface Found {
  parts: string[] | null
  known: [string, string | null][] | null
  erased: string[] | null
  captures: string[] | null
  campaigns: [string, number][] | null
  owners: Owner[] | null
  nurtured: boolean
  hand_offs: (HandOff & { lead: string })[] | null
}

/**
 * Reads it under the leads' locks, in one statement: of one moment, and one way to the database and back. Throws StartOver when leads
 * joined, parted or were made while the locks were waited for: then what is held are no whole components any more.
 */
export async function batchGround(tx: Tx, wanted: GroundWanted): Promise<BatchGround> {
  const { events, touched, held } = wanted
  const components = new Set([...held.values()].map((h) => h.component))
  const people = new Set([...[...held.values()].map((h) => h.owner), ...wanted.owners])
  const captures = events.filter((e) => e.type === 'lead.captured').map((e) => e.id)
  const { rows } = await sql<Found>`
    select
      (select json_agg(id) from leads where id = ${anyOf(touched)} or component = ${anyOf(components)}) as parts,
      (select json_agg(json_build_array(id, effective)) from events where id = ${anyOf(events.map((e) => e.id))}) as known,
      (select json_agg(lead) from erased_leads where lead = ${anyOf(touched)}) as erased,
      (select json_agg(event) from erased_captures where event = ${anyOf(captures)}) as captures,
      (select json_agg(json_build_array(id, policy_version)) from campaigns) as campaigns,
      (select json_agg(json_build_object(${OWNER})) from people p left join receivers r on r.person = p.id
        where p.id = ${anyOfTexts([...people].filter((id) => id !== null))}) as owners,
      exists (select from nurture_enrolments where lead in ${amongst(held.keys())} and state <> 'ended') as nurtured,
      (select json_agg(json_build_object('id', id, 'lead', lead, 'route', route, 'channel', channel, 'state', state,
        'policyVersion', policy_version, 'asOf', as_of, 'at', at) order by at, id)
        from hand_offs where lead in ${amongst(held.keys())}) as hand_offs`.execute(tx)
  const found = rows[0]!
  const parts = found.parts ?? []
  if (parts.length !== held.size || parts.some((id) => !held.has(id)))
    throw new StartOver('leads joined, parted or were made meanwhile')
  const erased = new Set([...(found.erased ?? []), ...(found.captures ?? [])])
  const handOffs = (found.hand_offs ?? []).map((h) => ({ ...h, at: new Date(h.at).toISOString() }))
  return {
    known: new Map(found.known),
    erased: (e) => erased.has(e.id) || leadsOf(e).some((id) => erased.has(id) && !held.has(id)),
    policyVersions: new Map(found.campaigns),
    owners: new Map((found.owners ?? []).map((o) => [o.id, o])),
    nurtured: found.nurtured,
    handOffs: grouped(
      handOffs,
      (h) => h.lead,
      ({ lead: _, ...h }) => h,
    ),
  }
}

/** The leads whose components an event may change. */
export const leadsOf = (e: LeadEvent): string[] =>
  e.type === 'lead.merged' || e.type === 'lead.keptApart' ? [e.leadId, e.payload.other] : [e.leadId]
