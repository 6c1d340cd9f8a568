import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { type FlowReport, FUNNEL_STAGES } from '../../shared/api/flow-report.ts'
import { mayRead, mayReadHandOff, type Viewer } from '../auth/may-see.ts'
import type { Db } from '../store/database/schema.ts'
import type { Span } from './span.ts'

type Stage = (typeof FUNNEL_STAGES)[number]
type Row = FlowReport['flows'][number] & Record<Stage, number>

/** What became of the leads captured in a time, as far as the viewer may see them; merged ones are one. */
export async function flowReport(db: Db, viewer: Viewer, span: Span): Promise<FlowReport> {
  const { rows } = await sql<Row>`
    select source, route, channel, outcome, count(*)::int as count, count(*)::int as captured,
      count(*) filter (where reached)::int as reached, count(*) filter (where decided)::int as decided,
      count(*) filter (where "handedOff")::int as "handedOff", count(*) filter (where accepted)::int as accepted,
      count(*) filter (where won)::int as won
    from (
      select l.source, coalesce(last.route, l.route) as route, last.channel,
        case when last.state in ('won', 'lost', 'returned') then last.state else 'open' end as outcome,
        l.reached or exists (
          select from leads part where part.component = l.id and part.id <> l.id and part.reached) as reached,
        l.decision <> 'needsInformation' or last.channel is not null as decided,
        last.channel is not null as "handedOff", coalesce(last.accepted, false) as accepted, coalesce(last.won, false) as won
      from ${capturedIn(viewer, span)}
    ) of_lead group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(db)
  return {
    ...span,
    funnel: FUNNEL_STAGES.map((stage) => ({ stage, count: rows.reduce((sum, r) => sum + r[stage], 0) })),
    flows: rows.map(({ source, route, channel, outcome, count }) => ({
      source,
      route,
      channel,
      outcome,
      count,
    })),
  }
}

/** The leads `l` of the report, found by the index on when they were captured, each with the `last` of its hand-offs. */
export function capturedIn(viewer: Viewer, { from, to, campaign }: Span): RawBuilder<unknown> {
  const one = campaign === null ? sql<SqlBool>`true` : sql<SqlBool>`l.campaign = ${campaign}`
  return sql`leads l
    left join lateral (
      select (array_agg(h.route order by h.at desc, h.id desc))[1] as route,
        (array_agg(h.channel order by h.at desc, h.id desc))[1] as channel,
        (array_agg(h.state order by h.at desc, h.id desc))[1] as state,
        bool_or(h.accepted_at is not null or h.state in ('won', 'lost')) as accepted, bool_or(h.state = 'won') as won
      from leads part join hand_offs h on h.lead = part.id
      where part.component = l.id and ${mayReadHandOff(viewer, 'h')}
    ) last on true
    where l.id = l.component and l.captured_at >= ${from} and l.captured_at < ${to} and ${one} and ${mayRead(viewer, 'l')}`
}
