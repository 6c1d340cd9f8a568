import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { HandOffsReport } from '../../shared/api/reports.ts'
import { mayReadHandOff, type Viewer } from '../auth/may-see.ts'
import { mayReadClock } from '../escalation/may-read.ts'
import { overdue } from '../escalation/overdue.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { returnsByRule } from './returns.ts'
import type { Span } from './span.ts'

/** What became of the hand-offs that were decided in a time, as far as the viewer may see them. @param now epoch milliseconds */
export function handOffsReport(db: Db, viewer: Viewer, span: Span, now: number): Promise<HandOffsReport> {
  const rows = decidedIn(viewer, span)
  // All tables tell of one moment.
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => ({
      ...span,
      ...(await stepTimes(tx, rows)),
      states: await stateCounts(tx, rows),
      rules: await returnsByRule(tx, rows),
      outcomes: await outcomeSums(tx, rows),
      overdue: await overdueOf(tx, viewer, span, now),
    }))
}

/** The rows `h` of a report, found by the index on when they were decided. */
export function decidedIn(viewer: Viewer, { from, to, campaign }: Span): RawBuilder<unknown> {
  const one = campaign === null ? sql<SqlBool>`true` : sql<SqlBool>`h.campaign = ${campaign}`
  return sql`hand_offs h where h.at >= ${from} and h.at < ${to} and ${one} and ${mayReadHandOff(viewer, 'h')}`
}

type Steps = Pick<HandOffsReport, 'steps' | 'overall'>
type OfOne = Steps['steps'][number]
/** Without a route and a channel: of all of them. */
type StepRow = OfOne | (Steps['overall']['steps'][number] & { route: null; channel: null })

/** Steps that were taken in another order (an action before the acceptance) took no time. */
async function stepTimes(tx: Tx, rows: RawBuilder<unknown>): Promise<Steps> {
  const found = await sql<StepRow>`
    select route, channel, step, count, p[1] as p50, p[2] as p90, p[3] as p95 from (
      select route, channel, step, no, percentile_cont(array[0.5, 0.9, 0.95]) within group (order by took) as p, count(*)::int as count
      from (
        select h.route, h.channel, s.step, s.no, greatest(0, extract(epoch from s.until - s.since))::float8 as took
        from (select * from ${rows}) h
        cross join lateral (values
          (1, 'firstAttempt', h.captured_at, h.first_attempt_at),
          (2, 'decided', h.captured_at, h.at),
          (3, 'delivered', h.at, h.delivered_at),
          (4, 'accepted', h.delivered_at, h.accepted_at),
          (5, 'firstAction', h.accepted_at, h.first_action_at),
          (6, 'outcome', h.first_action_at, h.outcome_at)) as s(no, step, since, until)
        where s.since is not null and s.until is not null
      ) taken group by grouping sets ((route, channel, step, no), (step, no))
    ) of_step order by route, channel, no`.execute(tx)
  const all = await sql<{ handOffs: number; reached: number }>`
    select count(*)::int as "handOffs", count(*) filter (where exists (
      select from leads own join leads part on part.component = own.component where own.id = h.lead and part.reached))::int as reached
    from ${rows}`.execute(tx)
  const isOne = (row: StepRow): row is OfOne => row.route !== null
  return {
    steps: found.rows.filter(isOne),
    overall: {
      ...all.rows[0]!,
      steps: found.rows
        .filter((row) => !isOne(row))
        .map(({ step, count, p50, p90, p95 }) => ({ step, count, p50, p90, p95 })),
    },
  }
}

async function stateCounts(tx: Tx, rows: RawBuilder<unknown>): Promise<HandOffsReport['states']> {
  const found = await sql<HandOffsReport['states'][number]>`
    select h.route, h.channel, h.state, count(*)::int as count from ${rows}
    group by h.route, h.channel, h.state order by h.route, h.channel, h.state`.execute(tx)
  return found.rows
}

async function outcomeSums(tx: Tx, rows: RawBuilder<unknown>): Promise<HandOffsReport['outcomes']> {
  const found = await sql<HandOffsReport['outcomes'][number]>`
    select h.route, h.channel, h.campaign, h.outcome, coalesce(h.outcome_currency, '') as currency,
      count(*)::int as count, coalesce(sum(h.outcome_value), 0) as value
    from ${rows} and h.outcome is not null
    group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5`.execute(tx)
  return found.rows
}

/** As it is now, whenever the hand-offs were decided. */
function overdueOf(
  tx: Tx,
  viewer: Viewer,
  { campaign }: Span,
  now: number,
): Promise<HandOffsReport['overdue']> {
  const seen = mayReadClock(viewer)
  return overdue(tx, now, campaign === null ? seen : sql`(${seen} and campaign = ${campaign})`)
}
