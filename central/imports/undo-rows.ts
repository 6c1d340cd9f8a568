import { sql } from 'kysely'
import type { UndoBecause, UndoOutcome } from '../../shared/api/imports.ts'
import { combine } from '../../shared/events/combine.ts'
import type { LeadEvent } from '../../shared/events/event.ts'
import { type HybridClock, hybridClock } from '../../shared/events/stamp.ts'
import { bared, liveResponses } from '../../shared/events/take-back.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import { noteHandOffClocks } from '../escalation/clocks.ts'
import { grouped } from '../store/database/grouped.ts'
import type { Tx } from '../store/database/schema.ts'
import { ingestIn } from '../store/events/ingest.ts'
import { notifyReceivers } from '../store/feed.ts'
import { lockComponents } from '../store/leads/components.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { writtenWith } from './capture.ts'
import { idOf } from './ids.ts'
import { lockCaptures } from './ingest-captures.ts'
import { keptBecause } from './undo-kept.ts'

/** Leads in one transaction. */
const BATCH = 200

export interface UndoneImport {
  id: string
  campaign: string
  by: string
  reason: string
}

interface Row {
  capture: string
  lead: string
  outcome: UndoOutcome | null
  /** Another import, which was not taken back, has the row, too. */
  shared: boolean
}

interface Decided {
  capture: string
  outcome: UndoOutcome
  because: UndoBecause | null
}

/**
 * Takes back the next rows of an import, whole components at a time. A lead with other responses keeps its own values; one without,
 * that nobody has touched, leaves the queues, and what it waits on; one that was touched stays as it is. False: none was left.
 */
export async function undoRows(
  tx: Tx,
  deps: IngestDeps,
  undone: UndoneImport,
  now: number,
): Promise<boolean> {
  await lockCaptures(tx, undone.campaign)
  const next = await tx
    .selectFrom('import_rows')
    .select('lead')
    .distinct()
    .where('import_id', '=', undone.id)
    .where('outcome', 'is', null)
    .orderBy('lead')
    .limit(BATCH)
    .execute()
  if (next.length === 0) return false
  const held = await lockComponents(
    tx,
    next.map((r) => r.lead),
  )
  const components = grouped(
    held.values(),
    (h) => h.component,
    (h) => h.state,
  )
  const all = await rowsOf(tx, undone.id, [...held.keys()])
  const shared = all.filter((r) => r.shared && r.outcome === null)
  const rows = grouped(
    all.filter((r) => !shared.includes(r)),
    (r) => r.lead,
    (r) => r,
  )
  const rowsIn = (parts: readonly Lead[]) => parts.flatMap((p) => rows.get(p.id) ?? [])
  const only = [...components.values()].filter((parts) => isOnlyOf(parts, rowsIn(parts)))
  const kept = await keptBecause(tx, only)
  const clock = hybridClock('central')
  const events: LeadEvent[] = []
  const decided = shared.map(({ capture }): Decided => ({ capture, outcome: 'kept', because: 'otherImport' }))
  for (const [component, parts] of components) {
    const because = kept.get(component)
    const outcome = because ? 'kept' : only.includes(parts) ? 'left' : 'restored'
    for (const { capture, lead } of rowsIn(parts).filter((r) => r.outcome === null)) {
      const part = parts.find((p) => p.id === lead)!
      const written = writtenWith(bared(part), capture)
      decided.push({ capture, outcome, because: because ?? (written.refusedCalls ? 'doNotCall' : null) })
      if (!because) events.push(takeBack(undone, part.id, capture, written.events, clock, now))
    }
  }
  const left = [...components].filter(([id, parts]) => only.includes(parts) && !kept.has(id))
  await withdraw(
    tx,
    deps,
    left.flatMap(([, parts]) => parts.map((p) => p.id)),
    now,
  )
  await ingestIn(tx, deps, { events, now, ownerOfNew: () => null })
  const gone = next.flatMap(({ lead }) => (held.has(lead) ? [] : lead))
  await noteGone(tx, undone.id, gone)
  await note(tx, undone.id, decided, events)
  return true
}

async function rowsOf(tx: Tx, id: string, leads: readonly string[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select i.capture, i.lead, i.outcome, exists (
      select from import_rows o where o.lead = i.lead and o.capture = i.capture and o.import_id <> ${id} and o.outcome is null
    ) as shared
    from import_rows i where i.import_id = ${id} and i.lead = any(${[...leads]}::uuid[]) order by i.capture`.execute(
    tx,
  )
  return rows
}

/** Whether all that the person ever responded is in this import. */
function isOnlyOf(parts: readonly Lead[], rows: readonly Row[]): boolean {
  const own = new Set(rows.map((r) => r.capture))
  return liveResponses(combine(parts)).every((r) => own.has(r.event))
}

/** Its id follows from the import's and the capture's: written twice, it is one. */
const takeBack = (
  { id, by, reason }: UndoneImport,
  leadId: string,
  response: string,
  written: string[],
  clock: HybridClock,
  now: number,
): LeadEvent => ({
  id: idOf('takenBack', id, response),
  leadId,
  stamp: clock.next(now),
  actor: by,
  device: 'central',
  type: 'response.takenBack',
  payload: { response, with: written, reason },
})

/** Nobody has taken these on: they end, and what waits to be sent of them is not sent. */
async function withdraw(tx: Tx, deps: IngestDeps, leads: readonly string[], now: number): Promise<void> {
  const rows = await tx
    .updateTable('hand_offs')
    .set({ state: 'withdrawn', version: sql`version + 1` })
    .where('lead', '=', sql<string>`any(${[...leads]}::uuid[])`)
    .where('state', 'in', ['waiting', 'delivered'])
    .returning(['id', 'owner', 'team'])
    .execute()
  await noteHandOffClocks(
    tx,
    deps,
    rows.map((r) => r.id),
    now,
  )
  await notifyReceivers(tx, rows)
}

/** Nothing is left of these leads to take back. */
async function noteGone(tx: Tx, id: string, leads: readonly string[]): Promise<void> {
  if (leads.length === 0) return
  await tx
    .updateTable('import_rows')
    .set({ outcome: 'left' })
    .where('import_id', '=', id)
    .where('lead', '=', sql<string>`any(${[...leads]}::uuid[])`)
    .where('outcome', 'is', null)
    .execute()
}

async function note(
  tx: Tx,
  id: string,
  decided: readonly Decided[],
  events: readonly LeadEvent[],
): Promise<void> {
  await sql`
    update import_rows i set outcome = r.outcome, because = r.because
    from json_to_recordset(${JSON.stringify(decided)}::json) as r(capture uuid, outcome text, because text)
    where i.import_id = ${id} and i.capture = r.capture`.execute(tx)
  const rows = events.flatMap((e) =>
    e.type === 'response.takenBack' ? [{ response: e.payload.response, lead: e.leadId, event: e.id }] : [],
  )
  await sql`
    insert into taken_back (response, lead, event)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(response uuid, lead uuid, event uuid)
    on conflict do nothing`.execute(tx)
}
