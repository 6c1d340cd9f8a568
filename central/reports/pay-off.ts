import { type SqlBool, sql } from 'kysely'
import { type PayOffReport, PURCHASE_SPANS } from '../../shared/api/pay-off-report.ts'
import { mayReadHandOff, type Viewer } from '../auth/may-see.ts'
import { grouped } from '../store/database/grouped.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import { decidedIn } from './hand-offs.ts'
import type { Span } from './span.ts'

type Channels = PayOffReport['channels']
interface Sum extends Omit<Channels[number], 'values'> {
  currency: string
  value: number
}

/** What each channel brought and cost, and when those who bought did so. */
export function payOffReport(db: Db, viewer: Viewer, span: Span): Promise<PayOffReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => ({
      ...span,
      channels: await channels(tx, viewer, span),
      timelines: await timelines(tx, viewer, span),
    }))
}

/** Where a policy has several routes to Sales, the dearest is what all would have cost. */
async function channels(tx: Tx, viewer: Viewer, span: Span): Promise<Channels> {
  const { rows } = await sql<Sum>`
    with costs as (
      select p.version, r.key as route, (r.value->>'cost')::float8 as cost,
        max((r.value->>'cost')::float8) filter (where r.value->>'channel' = 'sales') over (partition by p.version) as at_sales
      from policies p cross join lateral json_each(p.body->'routes') r
    ), alike as (
      select h.policy_version, h.route, h.channel, h.outcome is not distinct from 'won' as won,
        case when h.outcome = 'won' then coalesce(h.outcome_currency, '') else '' end as currency,
        count(*)::int as count, coalesce(sum(h.outcome_value) filter (where h.outcome = 'won'), 0) as value
      from ${decidedIn(viewer, span)} group by 1, 2, 3, 4, 5
    )
    select a.channel, a.currency, sum(a.count)::int as count, coalesce(sum(a.count) filter (where a.won), 0)::int as won,
      coalesce(sum(a.count * c.cost) filter (where not a.won), 0)::float8 as cost,
      coalesce(sum(a.count * coalesce(c.at_sales, c.cost)) filter (where not a.won), 0)::float8 as "costAtSales",
      sum(a.value)::float8 as value
    from alike a join costs c on c.version = a.policy_version and c.route = a.route
    group by 1, 2 order by 1, 2`.execute(tx)
  const byChannel = grouped(
    rows,
    (r) => r.channel,
    (r) => r,
  )
  return [...byChannel.values()].map((of) => {
    const sum = (numberOf: (row: Sum) => number) => of.reduce((n, row) => n + numberOf(row), 0)
    return {
      channel: of[0]!.channel,
      count: sum((r) => r.count),
      won: sum((r) => r.won),
      cost: sum((r) => r.cost),
      costAtSales: sum((r) => r.costAtSales),
      values: of.filter((r) => r.value > 0).map(({ currency, value }) => ({ currency, value })),
    }
  })
}

/** By the index on when hand-offs were won. */
async function timelines(
  tx: Tx,
  viewer: Viewer,
  { from, to, campaign }: Span,
): Promise<PayOffReport['timelines']> {
  const one = campaign === null ? sql<SqlBool>`true` : sql<SqlBool>`h.campaign = ${campaign}`
  const { rows } = await sql<PayOffReport['timelines'][number]>`
    select case when h.outcome_at < h.captured_at + interval '3 months' then 'within3'
        when h.outcome_at < h.captured_at + interval '6 months' then 'm3to6'
        when h.outcome_at < h.captured_at + interval '12 months' then 'm7to12' else 'later' end as span, count(*)::int as count
    from hand_offs h where h.outcome = 'won' and h.outcome_at >= ${from} and h.outcome_at < ${to}
      and h.captured_at is not null and ${one} and ${mayReadHandOff(viewer, 'h')} group by 1`.execute(tx)
  return PURCHASE_SPANS.map(({ id }) => ({ span: id, count: rows.find((r) => r.span === id)?.count ?? 0 }))
}
