import { type SqlBool, sql } from 'kysely'
import type { AgentsReport } from '../../shared/api/agents-report.ts'
import { seesAll, type Viewer } from '../auth/may-see.ts'
import type { Db } from '../store/database/schema.ts'
import { decidedIn } from './hand-offs.ts'
import type { Span } from './span.ts'
import { rate } from './wilson.ts'

interface Counted {
  person: string
  name: string
  sent: number
  returned: number
  won: number
  lost: number
}

/** What decisions took, and what became of those of each agent whom the viewer supervises. */
export async function agentsReport(db: Db, viewer: Viewer, span: Span): Promise<AgentsReport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const questions = await sql<AgentsReport['questions'][number]>`
        select route, answers, count(*)::int as count from (${talksOf(viewer, span)}) talk
        group by route, answers order by route, answers`.execute(tx)
      const own = seesAll(viewer) ? sql<SqlBool>`true` : sql<SqlBool>`p.team = ${viewer.team}`
      const agents = await sql<Counted>`
        select p.id as person, p.name, count(*)::int as sent, count(*) filter (where talk.state = 'returned')::int as returned,
          count(*) filter (where talk.state = 'won')::int as won, count(*) filter (where talk.state = 'lost')::int as lost
        from (${talksOf(viewer, span)}) talk join people p on p.id = talk.agent
        where talk.channel in ('sales', 'partner') and ${own} group by p.id, p.name order by p.id`.execute(tx)
      return {
        ...span,
        questions: questions.rows,
        agents: agents.rows.map(({ person, name, sent, returned, won, lost }) => ({
          person,
          name,
          returned: rate(returned, sent),
          won: rate(won, won + lost),
        })),
      }
    })
}

/** Each hand-off of the report with what was said in calls with its lead until then: how many fields, and by whom last. */
const talksOf = (viewer: Viewer, span: Span) => sql`
  select h.route, h.channel, h.state, said.answers, said.agent
  from (select * from ${decidedIn(viewer, span)}) h
  cross join lateral (
    select count(distinct e.payload->>'field') filter (where e.type = 'field.answered')::int as answers,
      (array_agg(e.actor order by coalesce(e.effective, e.stamp) desc))[1] as agent
    from leads own join leads part on part.component = own.component join events e on e.lead = part.id
    where own.id = h.lead and e.payload->>'call' is not null and e.type in ('call.started', 'call.finished', 'field.answered')
      and left(coalesce(e.effective, e.stamp), 24) <= to_char(h.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
  ) said`
