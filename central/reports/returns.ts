import { type RawBuilder, sql } from 'kysely'
import type { HandOffsReport } from '../../shared/api/reports.ts'
import type { ReturnReason } from '../../shared/lead/hand-off.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import { grouped } from '../store/database/grouped.ts'
import type { Tx } from '../store/database/schema.ts'

interface Counted {
  policyVersion: number
  rule: number | null
  text: string
  route: RouteId
  reason: ReturnReason | null
  count: number
}

/** What each rule sent, and what of it came back, most of it first. @param rows a part of a query, from its table on */
export async function returnsByRule(tx: Tx, rows: RawBuilder<unknown>): Promise<HandOffsReport['rules']> {
  // The reasons of routes set by hand are one: each is somebody's own words.
  const found = await sql<Counted>`
    select h.policy_version as "policyVersion", h.rule,
      case when h.rule is null and h.rule_text <> '' then 'Set by hand' else h.rule_text end as text, h.route,
      h.return_reason as reason, count(*)::int as count
    from ${rows} group by 1, 2, 3, 4, 5 order by 1 desc, 2, 3, 4, 5`.execute(tx)
  const byRule = grouped(
    found.rows,
    (r) => JSON.stringify([r.policyVersion, r.rule, r.text, r.route]),
    (r) => r,
  )
  return [...byRule.values()].map(ofRule).sort((a, b) => b.returned - a.returned)
}

function ofRule(rows: readonly Counted[]): HandOffsReport['rules'][number] {
  const { policyVersion, rule, text, route } = rows[0]!
  const back = rows.flatMap(({ reason, count }) => (reason === null ? [] : [[reason, count] as const]))
  const sum = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0)
  return {
    policyVersion,
    rule,
    text,
    route,
    sent: sum(rows.map((r) => r.count)),
    returned: sum(back.map(([, count]) => count)),
    reasons: Object.fromEntries(back),
  }
}
