import { sql } from 'kysely'
import { v7 } from 'uuid'
import { writeDeliveries } from '../../channels/write-deliveries.ts'
import { dealHandOffs } from '../../distribution/deal.ts'
import { noteHandOffClocks } from '../../escalation/clocks.ts'
import { enrol } from '../../nurture/enrol.ts'
import type { Tx } from '../database/schema.ts'
import { notifyReceivers } from '../feed.ts'
import { type Change, isAnchor } from './change.ts'
import type { IngestDeps } from './ingest-types.ts'
import { noteCalls, withdraw } from './note-steps.ts'

/** A hand-off records the rule, the policy, the score and the day it was made by; fading never undoes it. */
export async function writeHandOffs(
  tx: Tx,
  deps: IngestDeps,
  changes: readonly Change[],
  now: number,
): Promise<void> {
  await withdraw(tx, deps, changes, now)
  await noteCalls(tx, deps, changes, now)
  const made = changes.filter(isAnchor).flatMap(({ lead, derived }) => {
    const { handOff, decision, policyVersion, asOf } = derived
    if (!handOff) return []
    const { low, high, expected } = decision
    const at = new Date(now).toISOString()
    const { route, channel, rule } = handOff
    return [
      { lead, rule, handOff: { id: v7(), route, channel, policyVersion, low, high, expected, asOf, at } },
    ]
  })
  if (made.length === 0) return
  const dealt = await dealHandOffs(tx, deps, made, now)
  const rows = made.map(({ lead, rule, handOff: { policyVersion, asOf, ...h } }) => ({
    ...h,
    lead: lead.id,
    campaign: lead.campaign,
    policy_version: policyVersion,
    as_of: asOf,
    rule: rule.index,
    rule_text: rule.text,
    captured_at: lead.capturedAt,
    first_attempt_at: lead.calls.find((c) => c.startedAt !== '')?.startedAt ?? null,
    // The call center has its leads already.
    ...(h.channel === 'callCenter'
      ? { state: 'delivered', delivered_at: h.at }
      : { state: 'waiting', delivered_at: null }),
    team: null,
    owner: null,
    dealt_by: null,
    ...dealt.get(h.id),
  }))
  await sql`
    insert into hand_offs (id, lead, campaign, route, channel, policy_version, rule, rule_text, low, high, expected, as_of, at,
      state, team, owner, dealt_by, captured_at, first_attempt_at, delivered_at)
    select * from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, lead uuid, campaign text, route text,
      channel text, policy_version integer, rule integer, rule_text text, low integer, high integer,
      expected double precision, as_of date, at timestamptz, state text, team text, owner text, dealt_by text, captured_at timestamptz,
      first_attempt_at timestamptz, delivered_at timestamptz)`.execute(tx)
  await notifyReceivers(tx, rows)
  await writeDeliveries(tx, deps, made, dealt, now)
  await enrol(tx, deps, made, now)
  await noteHandOffClocks(
    tx,
    deps,
    made.map((m) => m.handOff.id),
    now,
  )
}
