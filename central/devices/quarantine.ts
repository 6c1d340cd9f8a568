import { sql } from 'kysely'
import { z } from 'zod'
import type { Quarantined } from '../../shared/api/devices.ts'
import type { Person, Verdict } from '../../shared/sync/protocol.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import type { Known } from '../auth/permit-events.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { knownEvents } from '../store/events/write-events.ts'
import { erasedAmong } from './erased.ts'

/** As much of an event as must be read to keep it; whether it holds is seen when it is released. */
const kept = z.object({
  id: z.uuid(),
  actor: z.string(),
  leadId: z.uuid().nullable().catch(null),
  type: z.string().max(80).catch('unknown'),
})

export interface HandedIn extends Known {
  person: Person
  device: string
  now: number
}

/** Keeps what a device hands in that may no longer work, until somebody decides. A verdict for each event, in their order. */
export function quarantine(db: Db, events: readonly unknown[], from: HandedIn): Promise<Verdict[]> {
  return inTransaction(db, async (tx) => {
    const read = events.map((event) => ({ event, parsed: kept.safeParse(event).data }))
    const ids = read.flatMap(({ parsed }) => parsed?.id ?? [])
    const known = await knownEvents(tx, ids)
    const erased = await erasedAmong(
      tx,
      read.flatMap(({ parsed }) => parsed?.leadId ?? []),
    )
    const verdicts = read.map(({ event, parsed }): Verdict => {
      if (!parsed) return rejected(idOf(event), 'malformed', 'is no event')
      const { id, actor, leadId } = parsed
      if (actor !== from.person.id) return rejected(id, 'notYours', 'is of another person')
      if (leadId !== null && erased.has(leadId)) return rejected(id, 'erased', 'the lead was erased')
      if (known.has(id)) return { id, verdict: 'duplicate' }
      return { id, verdict: 'quarantined' }
    })
    const rows = read.flatMap(({ event, parsed }, i) =>
      verdicts[i]!.verdict === 'quarantined' ? [{ ...parsed!, lead: parsed!.leadId, event }] : [],
    )
    await keep(tx, rows, from)
    return verdicts
  })
}

async function keep(
  tx: Tx,
  rows: readonly object[],
  { person, device, asOf, campaigns, now }: HandedIn,
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into quarantine (id, person, device, lead, type, event, received_at, as_of, campaigns, state)
    select id, ${person.id}, ${device}, lead, type, event, ${new Date(now).toISOString()}::timestamptz, ${asOf}::bigint,
      ${JSON.stringify(campaigns)}::jsonb, 'waiting'
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, lead uuid, type text, event json)
    on conflict (id) do nothing`.execute(tx)
}

const idOf = (event: unknown): string => {
  const id = (event as { id?: unknown } | null)?.id
  return typeof id === 'string' ? id : ''
}

const rejected = (id: string, kind: 'malformed' | 'notYours' | 'erased', message: string): Verdict => ({
  id,
  verdict: 'rejected',
  fault: { kind, message },
})

/** Rows of people whom the viewer supervises. */
export function visibleRows(db: Db | Tx, viewer: Viewer) {
  const rows = db.selectFrom('quarantine as q').innerJoin('people as p', 'p.id', 'q.person')
  return seesAll(viewer) ? rows : rows.where('p.team', '=', viewer.team)
}

const PAGE = 200

/** What was handed in, in the order of the events' ids. `cursor`: the last id of the page before. */
export async function listQuarantine(
  db: Db,
  viewer: Viewer,
  filter: { state: Quarantined['state']; cursor?: string | undefined },
): Promise<{ events: Quarantined[]; next: string | null }> {
  let query = visibleRows(db, viewer)
    .select(['q.id', 'q.person', 'q.device', 'q.lead', 'q.type', 'q.received_at as receivedAt', 'q.event'])
    .select(['q.state', 'q.decided_at', 'q.decided_by'])
    .where('q.state', '=', filter.state)
    .orderBy('q.id')
    .limit(PAGE + 1)
  if (filter.cursor !== undefined) query = query.where('q.id', '>', filter.cursor)
  const rows = await query.execute()
  const events = rows.slice(0, PAGE).map(({ decided_at: at, decided_by: by, ...row }) => ({
    ...row,
    decided: at === null ? null : { by: by ?? '', at },
  }))
  return { events, next: rows.length > PAGE ? events.at(-1)!.id : null }
}

const KEPT_MS = 30 * 86_400_000

/** What was discarded 30 days ago is from now on a record without its content. True: there may be more. */
export async function emptyDiscarded(db: Db, now: number): Promise<boolean> {
  const before = new Date(now - KEPT_MS).toISOString()
  const batch = 1000
  const done = await sql`
    update quarantine set event = null where id in (
      select id from quarantine where state = 'discarded' and event is not null and decided_at < ${before}
      limit ${batch} for update skip locked)`.execute(db)
  return Number(done.numAffectedRows ?? 0) === batch
}
