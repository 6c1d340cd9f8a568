import { grouped } from '../../../central/store/database/grouped.ts'
import type { Db, Tx } from '../../../central/store/database/schema.ts'
import { type LeadEvent, leadEvent } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'

/** Everything that central has, read past its handlers. */
export interface AtCentral {
  events: ReadonlyMap<string, LeadEvent>
  leads: LeadSnapshot[]
  publications: number
  /** Address -> leads that have a capture with it. */
  leadsOfMail: ReadonlyMap<string, ReadonlySet<string>>
  /** Stored states that are not the fold of the stored events; leads handed off twice. */
  problems: string[]
}

/** As of one moment: central may be at work. */
export const readCentral = (db: Db): Promise<AtCentral> =>
  db.transaction().setIsolationLevel('repeatable read').execute(readAll)

async function readAll(db: Tx): Promise<AtCentral> {
  const rows = await db
    .selectFrom('events')
    .select(['id', 'lead as leadId', 'stamp', 'effective', 'actor', 'device', 'type', 'payload'])
    .execute()
  const events = rows.map(({ effective, ...e }) =>
    leadEvent.parse(effective === null ? e : { ...e, effective }),
  )
  const ofLead = grouped(
    events,
    (e) => e.leadId,
    (e) => e,
  )
  const stored = await db.selectFrom('leads').selectAll().orderBy('id').execute()
  const problems: string[] = []
  for (const { id, state } of stored) {
    const folded = fold(null, ofLead.get(id) ?? [])
    if (JSON.stringify(folded) !== JSON.stringify(state))
      problems.push(`central: ${id} is not the fold of its events`)
  }
  const open = await db
    .selectFrom('hand_offs')
    .select('lead')
    .where('state', 'in', ['waiting', 'delivered', 'accepted'])
    .groupBy(['lead', 'route'])
    .having((eb) => eb.fn.countAll<number>(), '>', 1)
    .execute()
  for (const { lead } of open) problems.push(`central: ${lead} was handed off twice by one route`)
  const publications = await db.selectFrom('policy_publications').select('version').execute()
  return {
    problems,
    events: new Map(events.map((e) => [e.id, e])),
    publications: publications.length,
    leads: stored.map((l) => ({
      lead: l.state as Lead,
      owner: l.owner,
      version: l.version,
      stage: l.stage,
      assignedAt: l.assigned_at,
    })),
    leadsOfMail: mails(events),
  }
}

function mails(events: readonly LeadEvent[]): Map<string, Set<string>> {
  const of = new Map<string, Set<string>>()
  for (const e of events) {
    if (e.type !== 'lead.captured') continue
    const mail = String(e.payload.fields.email ?? '')
    of.set(mail, (of.get(mail) ?? new Set()).add(e.leadId))
  }
  return of
}
