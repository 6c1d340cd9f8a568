import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import type { Receiver } from '../../shared/api/distribution.ts'
import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import { type Person, supervises } from '../../shared/sync/protocol.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import { noteCalendar } from '../escalation/clocks.ts'
import { Fail } from '../fail.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { allot, notify } from '../store/feed.ts'

/** Who has said nothing works around the clock, without a limit. */
const UNSAID: Receiver = { calendar: null, capacity: null }

/** What people can take, by their ids. */
export async function receiversOf(db: Db | Tx, people: readonly string[]): Promise<Map<string, Receiver>> {
  const rows = await db
    .selectFrom('receivers')
    .select(['person', 'calendar', 'capacity'])
    .where('person', '=', sql<string>`any(${[...people]}::text[])`)
    .execute()
  const said = new Map(rows.map(({ person, ...receiver }): [string, Receiver] => [person, receiver]))
  return new Map(people.map((id) => [id, said.get(id) ?? UNSAID]))
}

/** Throws notFound; notYours for who may not know. */
export async function getReceiver(db: Db | Tx, viewer: Viewer, id: string): Promise<Receiver> {
  await refuseUnknown(db, viewer, id)
  return (await receiversOf(db, [id])).get(id)!
}

/** A person may say when they themselves are away, and no more; who supervises them everything. */
export function putReceiver(
  db: Db,
  viewer: Viewer,
  id: string,
  receiver: Receiver,
  now: number,
): Promise<Receiver> {
  return inTransaction(db, async (tx) => {
    const before = await getReceiver(tx, viewer, id)
    if (!supervises(viewer.role) && !differsInAbsencesOnly(before, receiver))
      throw new Fail('notYours', 'Of your own calendar you may change the absences', [
        { pointer: '/calendar', detail: 'may differ in its absences only' },
      ])
    const { capacity } = receiver
    const calendar = receiver.calendar && JSON.stringify(receiver.calendar)
    await tx
      .insertInto('receivers')
      .values({ person: id, calendar, capacity })
      .onConflict((c) => c.column('person').doUpdateSet({ calendar, capacity }))
      .execute()
    await noteCalendar(tx, id, now)
    // The person's desk counts by it, too.
    const { last } = await allot(tx, 1)
    await tx.updateTable('people').set({ change: last }).where('id', '=', id).execute()
    await notify(tx, new Set([id]))
    return receiver
  })
}

/** Who works around the clock can still be away: their calendar is then one of whole days. */
function differsInAbsencesOnly(before: Receiver, after: Receiver): boolean {
  if (before.capacity !== after.capacity) return false
  const [was, is] = [
    before.calendar ?? aroundTheClock(after.calendar),
    after.calendar ?? aroundTheClock(before.calendar),
  ]
  return isDeepStrictEqual({ ...was, absences: [] }, { ...is, absences: [] })
}

const WHOLE_DAY: [number, number][] = [[0, 1440]]

/** In the zone of the other calendar: where every day is whole, the zone says nothing. */
const aroundTheClock = (other: WorkingCalendar | null): WorkingCalendar => ({
  zone: other?.zone ?? 'UTC',
  week: Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, WHOLE_DAY])),
  holidays: null,
  absences: [],
})

async function refuseUnknown(db: Db | Tx, viewer: Viewer, id: string): Promise<void> {
  const person: Pick<Person, 'team' | 'role'> | undefined = await db
    .selectFrom('people')
    .select(['team', 'role'])
    .where('id', '=', id)
    .where('role', '<>', 'service')
    .executeTakeFirst()
  const isOwn = viewer.id === id
  const isOfTheirs = supervises(viewer.role) && person?.team === viewer.team
  if (person && (isOwn || seesAll(viewer) || isOfTheirs)) return
  if (supervises(viewer.role)) throw new Fail('notFound', 'There is no such person')
  throw new Fail('notYours', 'This person is not you')
}
