import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { PoolSummary, QueueSummary, QueuesResponse } from '../../../shared/api/api.ts'
import type { WorkingCalendar } from '../../../shared/calendar/calendar.ts'
import type { Person } from '../../../shared/sync/protocol.ts'
import { mayRead, mayReadHandOff, seesAll, type Viewer } from '../../auth/may-see.ts'
import { receiversOf } from '../../distribution/receivers.ts'
import { mayReadClock } from '../../escalation/may-read.ts'
import type { Db } from '../database/schema.ts'
import { devicesOf } from '../device-summary.ts'
import { listPeople, looksAfter, shownTo } from '../people.ts'

/** An absence that begins so soon is spoken of: what is due in it can be handed over in time. */
const SOON_MS = 86_400_000

interface Counts {
  owner: string | null
  open: number
  callbacksToday: number
  pastDue: number
}

/** The queue of every agent that the viewer supervises, others' where they hold leads, and the pool last; of one campaign or (null) all. Days are those of central's own time zone. */
export async function queues(
  db: Db,
  viewer: Viewer,
  now: number,
  campaign: string | null,
): Promise<QueuesResponse> {
  const one = campaign === null ? sql<SqlBool>`true` : sql<SqlBool>`campaign = ${campaign}`
  const at = new Date(now).toISOString()
  const { from, to } = dayOf(now)
  const counts = await sql<Counts>`
    select owner, count(*) as open,
      count(*) filter (where work = 'callback' and due >= ${from} and due < ${to}) as "callbacksToday",
      count(*) filter (where late_from < ${at}) as "pastDue"
    from leads where stage = 'open' and id = component and ${mayRead(viewer)} and ${one} group by owner`.execute(
    db,
  )
  const handedOff = await sql<{ route: string; n: number }>`
    select route, count(*) as n from hand_offs h where at >= ${from} and at < ${to}
      and ${mayReadHandOff(viewer, 'h')} and ${one} group by route`.execute(db)
  const escalated = await sql<{ n: number }>`
    select count(*) as n from clocks
    where level = 'escalated' and state = 'open' and ${mayReadClock(viewer)} and ${one}`.execute(db)
  const countOf = new Map(counts.rows.map((c) => [c.owner, c]))
  const isMine = (p: Person) => p.role === 'agent' && (seesAll(viewer) || p.team === viewer.team)
  const people = (await listPeople(db)).filter((p) => (p.active && isMine(p)) || countOf.has(p.id))
  const ids = people.flatMap((p) => (looksAfter(viewer, p) ? p.id : []))
  const devices = await devicesOf(db, ids, now)
  const receivers = await receiversOf(db, ids)
  const calendars = new Map([...receivers].map(([id, r]) => [id, r.calendar]))
  const absences = await absencesOf(db, viewer, calendars, now)
  const summary = (person: QueueSummary['person']): QueueSummary => {
    const id = person?.id ?? ''
    const { open, callbacksToday, pastDue } = countOf.get(person?.id ?? null) ?? NONE
    return {
      person: person && shownTo(viewer, person),
      open,
      callbacksToday,
      pastDue,
      capacity: receivers.get(id)?.capacity ?? null,
      told: person === null || receivers.has(id),
      signedIn: devices.get(id)?.signedIn ?? false,
      device: devices.get(id)?.device ?? null,
      absence: absences.get(id) ?? null,
    }
  }
  return {
    queues: [...people, null].map(summary),
    pool: await poolOf(db, viewer, at, one),
    handedOffToday: Object.fromEntries(handedOff.rows.map((r) => [r.route, r.n])),
    escalated: escalated.rows[0]?.n ?? 0,
  }
}

const NONE = { open: 0, callbacksToday: 0, pastDue: 0 }

async function poolOf(db: Db, viewer: Viewer, at: string, one: RawBuilder<SqlBool>): Promise<PoolSummary[]> {
  const { rows } = await sql<PoolSummary>`
    select campaign, count(*) as open, count(*) filter (where work = 'callback') as callbacks,
      count(*) filter (where late_from < ${at}) as "pastDue",
      count(*) filter (where not_before > ${at}) as later,
      min(late_from) filter (where late_from < ${at}) as "lateSince",
      exists (select from distributions d where d.channel = 'callCenter'
        and (d.campaign is null or d.campaign = leads.campaign)) as dealt
    from leads where stage = 'open' and id = component and owner is null and ${mayRead(viewer)} and ${one}
    group by campaign order by open desc, campaign`.execute(db)
  return rows
}

/** Of people (ids) by their calendars, the absence that is on or begins soon. */
async function absencesOf(
  db: Db,
  viewer: Viewer,
  calendars: ReadonlyMap<string, WorkingCalendar | null>,
  now: number,
): Promise<Map<string, NonNullable<QueueSummary['absence']>>> {
  const found = [...calendars].flatMap(([person, calendar]) => {
    const next = (calendar?.absences ?? [])
      .filter((a) => Date.parse(a.to) > now && Date.parse(a.from) <= now + SOON_MS)
      .sort((a, b) => Date.parse(a.from) - Date.parse(b.from))[0]
    return next ? [{ person, ...next }] : []
  })
  if (found.length === 0) return new Map()
  const { rows } = await sql<{ person: string; callbacks: number }>`
    select r.person, count(l.id) as callbacks
    from json_to_recordset(${JSON.stringify(found)}::json) as r(person text, "to" timestamptz)
    left join leads l on l.owner = r.person and l.stage = 'open' and l.id = l.component
      and l.work = 'callback' and l.due < r."to" and ${mayRead(viewer, 'l')}
    group by r.person`.execute(db)
  const callbacks = new Map(rows.map((r) => [r.person, r.callbacks]))
  return new Map(
    found.map(({ person, from, to }) => [person, { from, to, callbacks: callbacks.get(person) ?? 0 }]),
  )
}

function dayOf(now: number): { from: string; to: string } {
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  const next = new Date(midnight)
  next.setDate(next.getDate() + 1)
  return { from: midnight.toISOString(), to: next.toISOString() }
}
