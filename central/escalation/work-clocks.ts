import { sql } from 'kysely'
import { limitAt } from '../../shared/calendar/limit.ts'
import type { SlaLevel } from '../../shared/policy/sla.ts'
import { batchOrSingly } from '../batch-or-singly.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { notify } from '../store/feed.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { refreshThese } from '../store/leads/refresh-leads.ts'
import { type Ground, groundOf } from './ground.ts'
import { carryOut, findMoves } from './reassign.ts'
import type { Clock } from './tables.ts'
import { tell } from './tell.ts'
import { dueLevel, levelsToCome, nextOf, REACHED } from './times.ts'

const BATCH = 200
/** When to look again at a clock whose lead somebody was just changing. */
const AGAIN_MS = 1000

interface WorkDeps extends IngestDeps {
  /** Told of a clock that cannot be worked. */
  onError(error: Error): void
}

/** A clock that came to a level. */
export interface Raised {
  clock: Clock
  level: SlaLevel
}

/**
 * Does what is due by the clocks: reminds, takes away, tells the manager. Each level with all that follows from it is one transaction's,
 * and the clock says that it was reached: none comes twice. Returns true when there may be more to do at once.
 * @param now epoch milliseconds
 */
export function workClocks(deps: WorkDeps, now: number, batch = BATCH): Promise<boolean> {
  const { db, onError } = deps
  const iso = new Date(now).toISOString()
  return batchOrSingly({
    name: 'Clock',
    batch,
    now,
    onError,
    async work(only) {
      const { count, recounted } = await workBatch(deps, now, batch, only)
      // Their call is due at another time by the calendar of another owner.
      if (recounted.length > 0) await refreshThese(deps, recounted, now)
      return count === batch
    },
    async due() {
      const clocks = db.selectFrom('clocks').select('id').where('next_at', '<=', iso)
      return (await clocks.orderBy('next_at').limit(batch).execute()).map((c) => c.id)
    },
    putOff: (id, until) =>
      db
        .updateTable('clocks')
        .set({ next_at: until })
        .where('id', '=', id)
        .where('next_at', '<=', iso)
        .execute(),
  })
}

function workBatch(deps: IngestDeps, now: number, batch: number, only?: string) {
  return inTransaction(deps.db, async (tx) => {
    const due = dueClocks(tx, now, batch)
    const clocks = await (only === undefined ? due : due.where('id', '=', only)).execute()
    if (clocks.length === 0) return { count: 0, recounted: [] }
    const ground = await groundOf(tx, deps, clocks)
    const at = new Date(now).toISOString()
    const looked = clocks.map((clock) => ({ clock, level: levelAt(clock, ground, at) }))
    const raised = looked.flatMap(({ clock, level }) => (level === null ? [] : [{ clock, level }]))
    const moves = await findMoves(
      tx,
      deps,
      raised.filter((r) => r.level === 'reassign'),
      now,
    )
    const done = raised.filter((r) => r.level !== 'reassign' || moves.has(r.clock.subject))
    const doneIds = new Map(done.map((r) => [r.clock.id, r]))
    await written(
      looked.map(({ clock, level }) =>
        level !== null && !doneIds.has(clock.id)
          ? { ...counted(clock, ground), next_at: new Date(now + AGAIN_MS).toISOString() }
          : counted(level === null ? clock : { ...clock, ...reached(level, at) }, ground),
      ),
    ).execute(tx)
    await tell(tx, deps, ground, moves, done, now)
    await notify(tx, new Set(done.map((r) => r.clock.owner)))
    // Last: from here on the feed is locked.
    await carryOut(tx, deps, moves.values(), now)
    const recounted = clocks.flatMap((clock) =>
      clock.hand_off === null && counted(clock, ground).due_at !== clock.due_at ? [clock.lead] : [],
    )
    return { count: clocks.length, recounted }
  })
}

/** The clocks that are due, first those that are most so. Another process's are passed over. */
export const dueClocks = (tx: Db | Tx, now: number, batch: number) =>
  tx
    .selectFrom('clocks')
    .selectAll()
    .where('next_at', '<=', new Date(now).toISOString())
    .orderBy('next_at')
    .limit(batch)
    .forUpdate()
    .skipLocked()

function levelAt(clock: Clock, ground: Ground, at: string): SlaLevel | null {
  const sla = ground.sla(clock)
  return sla && dueLevel(levelsToCome(clock, sla, ground.calendars(clock)), at)
}

/** A higher level is news, also to who has acknowledged the one before. */
const reached = (level: SlaLevel, at: string) => ({
  level: REACHED[level],
  level_at: at,
  state: 'open' as const,
  acknowledged_by: null,
  acknowledged_at: null,
})

/** The row of a clock by the policy and the calendars of now. */
function counted(clock: Clock, ground: Ground) {
  const sla = ground.sla(clock)
  const calendars = ground.calendars(clock)
  return {
    ...clock,
    due_at: sla ? limitAt(calendars, clock.started_at, sla.minutes) : clock.due_at,
    next_at: sla ? nextOf(levelsToCome(clock, sla, calendars)) : null,
  }
}

/** Writes clocks as they are now. */
export const written = (rows: readonly Clock[]) => sql`
    update clocks c set due_at = r.due_at, next_at = r.next_at, level = r.level, level_at = r.level_at, state = r.state,
      acknowledged_by = r.acknowledged_by, acknowledged_at = r.acknowledged_at,
      version = case when c.level is distinct from r.level then c.version + 1 else c.version end
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, due_at timestamptz, next_at timestamptz, level text,
      level_at timestamptz, state text, acknowledged_by text, acknowledged_at timestamptz) where c.id = r.id`
