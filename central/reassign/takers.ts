import { sql } from 'kysely'
import type { ShareTarget } from '../../shared/api/reassign.ts'
import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import { nextWorking } from '../../shared/calendar/working-time.ts'
import { localTime } from '../../shared/contact/clock.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import { Fail } from '../fail.ts'
import type { Db, Tx } from '../store/database/schema.ts'

/** Somebody who is to get leads, as they stand now. */
export interface Receiving {
  id: string
  /** Of their team; null: all. */
  campaigns: ReadonlySet<string> | null
  /** Open leads, merged ones as one. */
  has: number
  capacity: number | null
  worksToday: boolean
}

/**
 * The people that a target names, in its order; none: it is the pool. Throws with a pointer for each who cannot hold leads, or is not of the
 * viewer's team. @param now epoch milliseconds
 */
export async function receiving(
  db: Db | Tx,
  viewer: Viewer,
  to: ShareTarget,
  now: number,
): Promise<Receiving[]> {
  if (to.how === 'pool') return []
  const named = 'people' in to ? [...new Set(to.people)] : [to.person]
  const found = new Map((await holders(db, viewer, named)).map((h) => [h.id, h]))
  const pointerOf = (i: number) => ('people' in to ? `/to/people/${i}` : '/to/person')
  const errors = named.flatMap((id, i) =>
    found.has(id) ? [] : [{ pointer: pointerOf(i), detail: 'is nobody who can hold leads' }],
  )
  if (errors.length > 0) throw new Fail('malformed', 'Somebody named cannot hold leads', errors)
  return named.map((id) => {
    const { campaigns, has, capacity, calendar } = found.get(id)!
    return {
      id,
      campaigns: campaigns && new Set(campaigns),
      has,
      capacity,
      worksToday: worksToday(calendar, now),
    }
  })
}

/** Whether there is working time left on the person's own day. */
export function worksToday(calendar: WorkingCalendar | null, now: number): boolean {
  if (calendar === null) return true
  const next = nextWorking(calendar, new Date(now).toISOString())
  return next !== null && dayIn(calendar, Date.parse(next)) === dayIn(calendar, now)
}

const dayIn = ({ zone }: WorkingCalendar, at: number): string => localTime(zone, at).day

interface Holder {
  id: string
  campaigns: string[] | null
  has: number
  capacity: number | null
  calendar: WorkingCalendar | null
}

/** Of these people, those who can hold leads and whom the viewer may give some. */
export async function holders(db: Db | Tx, viewer: Viewer, people: readonly string[]): Promise<Holder[]> {
  const own = seesAll(viewer) ? sql`true` : sql`p.team = ${viewer.team}`
  const { rows } = await sql<Holder>`
    select p.id, t.campaigns, r.capacity, r.calendar,
      (select count(*) from leads l where l.owner = p.id and l.stage = 'open' and l.id = l.component) as has
    from people p left join teams t on t.id = p.team left join receivers r on r.person = p.id
    where p.id = any(${[...people]}::text[]) and p.active and p.role not in ('service', 'inbox') and ${own}`.execute(
    db,
  )
  return rows
}
