import { type Insertable, sql } from 'kysely'
import { v7 } from 'uuid'
import { limitAt } from '../../shared/calendar/limit.ts'
import { amongst } from '../store/database/any-of.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { type Ground, groundOf, type KnownGround } from './ground.ts'
import type { Clock, ClockTable } from './tables.ts'
import { levelsToCome, nextOf } from './times.ts'

/** A clock that is to run. */
export type Wanted = Pick<
  ClockTable,
  'subject' | 'lead' | 'hand_off' | 'step' | 'campaign' | 'route' | 'owner' | 'held_since' | 'started_at'
> & {
  /** Left out: the owner's. */
  team?: string | null
}

export interface Kept {
  wanted: readonly Wanted[]
  /** All whose clocks may run; those not wanted are stopped. In hand: those just made have none yet. */
  subjects: readonly string[]
  /** What a stopped clock's escalation was settled by: by subject and step. */
  because(subject: string, step: ClockTable['step']): string
  /** What was read already for another reason. */
  known?: KnownGround | undefined
  /** Epoch milliseconds. */
  now: number
}

const PARTS = 1000

/** Starts, stops and counts clocks anew, so that exactly those run that are wanted. */
export async function keepClocks(tx: Tx, deps: Pick<IngestDeps, 'policies'>, kept: Kept): Promise<void> {
  const running = kept.subjects.length === 0 ? [] : await runningClocks(tx, kept.subjects).execute()
  if (kept.wanted.length === 0 && running.length === 0) return
  const ground = await groundOf(tx, deps, [...kept.wanted, ...running], kept.known)
  const keyOf = (c: Pick<ClockTable, 'subject' | 'step'>) => `${c.subject} ${c.step}`
  const before = new Map(running.map((c) => [keyOf(c), c]))
  const made: Insertable<ClockTable>[] = []
  const changed: object[] = []
  for (const wanted of kept.wanted) {
    const clock = before.get(keyOf(wanted))
    before.delete(keyOf(wanted))
    if (clock) changed.push(...recounted(clock, wanted, ground))
    else made.push(...started(wanted, ground, kept.now))
  }
  await stop(tx, [...before.values()], kept)
  await update(tx, changed)
  for (let from = 0; from < made.length; from += PARTS)
    await tx
      .insertInto('clocks')
      .values(made.slice(from, from + PARTS))
      .execute()
}

/** The clocks that run for these, locked. */
export const runningClocks = (tx: Db | Tx, subjects: readonly string[]) =>
  tx
    .selectFrom('clocks')
    .selectAll()
    .where('subject', 'in', amongst(subjects))
    .where('stopped_at', 'is', null)
    .orderBy('id')
    .forUpdate()

/** Nothing where the step has no limit. One whose limit has passed already, as of a list of old leads, begins now. */
function started(wanted: Wanted, ground: Ground, now: number): Insertable<ClockTable>[] {
  const sla = ground.sla(wanted)
  if (!sla) return []
  const calendars = ground.calendars(wanted)
  const at = new Date(now).toISOString()
  const isLate = limitAt(calendars, wanted.started_at, sla.minutes) <= at
  const started_at = isLate ? at : wanted.started_at
  const clock = { ...wanted, started_at, level: null, state: 'open' as const }
  return [
    {
      ...wanted,
      id: v7(),
      team: teamOf(wanted, ground, null),
      started_at,
      due_at: limitAt(calendars, started_at, sla.minutes),
      next_at: nextOf(levelsToCome(clock, sla, calendars)),
    },
  ]
}

/** Nothing where it stays as it is. */
function recounted(clock: Clock, wanted: Wanted, ground: Ground): object[] {
  const sla = ground.sla(wanted)
  const calendars = ground.calendars(wanted)
  const { owner, held_since, campaign, route, lead } = wanted
  const counted = { ...clock, owner, held_since }
  const now = {
    lead,
    campaign,
    route,
    owner,
    held_since,
    team: teamOf(wanted, ground, clock.team),
    due_at: sla ? limitAt(calendars, clock.started_at, sla.minutes) : clock.due_at,
    next_at: sla ? nextOf(levelsToCome(counted, sla, calendars)) : null,
  }
  const stays = (Object.keys(now) as (keyof typeof now)[]).every((name) => now[name] === clock[name])
  return stays ? [] : [{ id: clock.id, ...now }]
}

const teamOf = (wanted: Wanted, ground: Ground, before: string | null): string | null =>
  wanted.team ?? ground.owner(wanted.owner)?.team ?? before

async function update(tx: Tx, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    update clocks c set lead = r.lead, campaign = r.campaign, route = r.route, owner = r.owner, team = r.team,
      held_since = r.held_since, due_at = r.due_at, next_at = r.next_at
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, lead uuid, campaign text, route text, owner text, team text,
      held_since timestamptz, due_at timestamptz, next_at timestamptz) where c.id = r.id`.execute(tx)
}

/** A real action stops a clock, and settles what it had raised. */
async function stop(tx: Tx, clocks: readonly Clock[], { because, now }: Kept): Promise<void> {
  if (clocks.length === 0) return
  const at = new Date(now).toISOString()
  const rows = clocks.map(({ id, subject, step }) => ({ id, because: because(subject, step) }))
  await sql`
    update clocks c set stopped_at = ${at}, next_at = null, version = version + 1,
      state = case when level is null then state else 'resolved' end,
      resolved_by = case when level is null then resolved_by else coalesce(resolved_by, 'system:central') end,
      resolved_at = case when level is null then resolved_at else coalesce(resolved_at, ${at}) end,
      resolved_because = case when level is null then resolved_because else coalesce(resolved_because, r.because) end
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, because text) where c.id = r.id`.execute(
    tx,
  )
}
