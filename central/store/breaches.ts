import { sql } from 'kysely'
import type { BreachesPage } from '../../shared/api/qualification.ts'
import type { ContactReason } from '../../shared/contact/contact.ts'
import { closedBecause } from '../../shared/contact/contact-of.ts'
import { combine, componentsOf } from '../../shared/events/combine.ts'
import { type EventOf, foldStamp, type LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import { notAfter } from '../../shared/events/instant.ts'
import type { Fact, Lead } from '../../shared/lead/lead.ts'
import { mayRead, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import { contactGround } from './contact-ground.ts'
import { grouped } from './database/grouped.ts'
import type { Db, Tx } from './database/schema.ts'
import type { HeldLead, IngestDeps } from './leads/ingest-types.ts'

/**
 * Records the calls among newly applied events that the contact rules forbade: by the lead as it was before each of them, at the
 * call's own time. A call that was made is never refused; one that nobody dialed breaks no rule.
 * @param leads the components that the events touch, as they were before
 */
export async function noteBreaches(
  tx: Tx,
  deps: IngestDeps,
  leads: ReadonlyMap<string, HeldLead>,
  applied: readonly LeadEvent[],
): Promise<void> {
  const calls = applied.filter(
    (e): e is EventOf<'call.started'> => e.type === 'call.started' && e.payload.phone !== '',
  )
  const found: Breach[] = []
  for (const e of calls) {
    const lead = leadBefore(e, leads, applied)
    if (!lead) continue
    const at = notAfter(e.payload.at, foldStamp(e))
    const ground = await contactGround(tx, deps, lead.campaign, [e.payload.phone], at)
    const reasons = closedBecause(lead, e.payload.phone, ground, at)
    const { leadId, actor, payload } = e
    if (reasons.length > 0)
      found.push({ call: payload.call, lead: leadId, actor, number: payload.phone, at, reasons })
  }
  if (found.length === 0) return
  await sql`
    insert into contact_breaches (call, lead, actor, number, at, reasons)
    select * from json_to_recordset(${JSON.stringify(found)}::json)
      as r(call uuid, lead uuid, actor text, number text, at timestamptz, reasons json)
    on conflict (call) do nothing`.execute(tx)
}

interface Breach {
  call: string
  lead: string
  actor: string
  number: string
  at: string
  reasons: ContactReason[]
}

/** What the caller's desk could show: what central had and what was written before. Undefined for a lead not captured yet. */
function leadBefore(
  call: LeadEvent,
  leads: ReadonlyMap<string, HeldLead>,
  applied: readonly LeadEvent[],
): Lead | undefined {
  const earlier = applied.filter((e) => foldStamp(e) < foldStamp(call))
  const parts = new Map([...leads].map(([id, held]): [string, Lead] => [id, held.state]))
  for (const [id, own] of grouped(
    earlier,
    (e) => e.leadId,
    (e) => e,
  ))
    parts.set(id, fold(parts.get(id) ?? null, own))
  const component = componentsOf([...parts.values()]).find((c) => c.some((p) => p.id === call.leadId))
  return component && withoutLater(combine(component), foldStamp(call))
}

/** A desk that was offline sends its calls late: what was asked or allowed since then says nothing of them. */
function withoutLater(lead: Lead, stamp: string): Lead {
  const earlier = <T extends Fact>(facts: readonly T[]) => facts.filter((f) => f.stamp < stamp)
  const { given, lifted } = lead.doNotCall
  return {
    ...lead,
    consents: earlier(lead.consents),
    doNotCall: { given: earlier(given), lifted: earlier(lifted) },
  }
}

const PAGE = 200

/** Breaches on leads a viewer may read, the latest first. Throws for a cursor that is none. */
export async function listBreaches(
  db: Db,
  viewer: Viewer,
  filter: { campaign?: string | undefined; since?: string | undefined; cursor?: string | undefined },
): Promise<BreachesPage> {
  let query = db
    .selectFrom('contact_breaches as b')
    .innerJoin('leads as l', 'l.id', 'b.lead')
    .where(mayRead(viewer, 'l'))
    .select(['b.call', 'l.component as lead', 'l.campaign', 'b.actor', 'b.number', 'b.at', 'b.reasons'])
    .orderBy('b.at', 'desc')
    .orderBy('b.call', 'desc')
    .limit(PAGE + 1)
  if (filter.campaign !== undefined) query = query.where('l.campaign', '=', filter.campaign)
  if (filter.since !== undefined) query = query.where('b.at', '>=', filter.since)
  if (filter.cursor !== undefined) {
    const last = await db
      .selectFrom('contact_breaches as b')
      .innerJoin('leads as l', 'l.id', 'b.lead')
      .select(['b.at', 'b.call'])
      .where('b.call', '=', filter.cursor)
      .where(mayRead(viewer, 'l'))
      .executeTakeFirst()
    if (!last)
      throw new Fail('malformed', 'The cursor is none of this server', [
        { pointer: '/querystring/cursor', detail: 'is not a cursor' },
      ])
    query = query.where(sql<boolean>`(b.at, b.call) < (${last.at}::timestamptz, ${last.call}::uuid)`)
  }
  const rows = await query.execute()
  const breaches = rows.slice(0, PAGE)
  return { breaches, next: rows.length > PAGE ? breaches.at(-1)!.call : null }
}
