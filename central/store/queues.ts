import { sql } from 'kysely'
import type { QueueSummary, QueuesResponse } from '../../shared/api/api.ts'
import type { DeviceState, Person } from '../../shared/sync/protocol.ts'
import { mayRead, mayReadHandOff, seesAll, type Viewer } from '../auth/may-see.ts'
import { listPeople } from './people.ts'
import type { Db } from './schema.ts'

interface Counts {
  owner: string | null
  open: number
  callbacksToday: number
  pastDue: number
}

interface DeviceRow {
  person: string
  state: DeviceState
  waiting: number
  seenAt: string
  online: boolean
}

/** The queue of every agent that the viewer supervises, others' where they hold leads, and the pool last. Days are those of central's own time zone. */
export async function queues(db: Db, viewer: Viewer, now: number): Promise<QueuesResponse> {
  const at = new Date(now).toISOString()
  const { from, to } = dayOf(now)
  const counts = await sql<Counts>`
    select owner, count(*) as open,
      count(*) filter (where work = 'callback' and due >= ${from} and due < ${to}) as "callbacksToday",
      count(*) filter (where late_from < ${at}) as "pastDue"
    from leads where stage = 'open' and id = component and ${mayRead(viewer)} group by owner`.execute(db)
  const devices = await sql<DeviceRow>`
    select distinct on (person) person, state, waiting, seen_at as "seenAt",
      coalesce(poke_until > ${at}, false) as online
    from devices order by person, seen_at desc`.execute(db)
  const handedOff = await sql<{ route: string; n: number }>`
    select route, count(*) as n from hand_offs h where at >= ${from} and at < ${to}
      and ${mayReadHandOff(viewer, 'h')} group by route`.execute(db)

  const countOf = new Map(counts.rows.map((c) => [c.owner, c]))
  const deviceOf = new Map(devices.rows.map(({ person, ...d }) => [person, d]))
  const isMine = (p: Person) => p.role === 'agent' && (seesAll(viewer) || p.team === viewer.team)
  const people = (await listPeople(db)).filter((p) => (p.active && isMine(p)) || countOf.has(p.id))
  const summary = (person: QueueSummary['person']): QueueSummary => {
    const { open, callbacksToday, pastDue } = countOf.get(person?.id ?? null) ?? NONE
    return {
      person,
      open,
      callbacksToday,
      pastDue,
      device: person ? (deviceOf.get(person.id) ?? null) : null,
    }
  }
  return {
    queues: [...people, null].map(summary),
    handedOffToday: Object.fromEntries(handedOff.rows.map((r) => [r.route, r.n])),
  }
}

const NONE = { open: 0, callbacksToday: 0, pastDue: 0 }

function dayOf(now: number): { from: string; to: string } {
  const midnight = new Date(now)
  midnight.setHours(0, 0, 0, 0)
  const next = new Date(midnight)
  next.setDate(next.getDate() + 1)
  return { from: midnight.toISOString(), to: next.toISOString() }
}
