import { sql } from 'kysely'
import { v7 } from 'uuid'
import type { Tx } from '../store/database/schema.ts'
import type { Change } from '../store/leads/change.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { MadeHandOff } from '../store/made-hand-off.ts'
import { enabledCampaigns } from './campaigns.ts'

const MINUTE = 60_000

/**
 * Enrols the leads of new hand-offs in the nurture campaigns of their routes, within the hand-off's own transaction. One that is enrolled
 * already goes on where it was, by the new hand-off.
 */
export async function enrol(
  tx: Tx,
  _deps: IngestDeps,
  made: readonly MadeHandOff[],
  now: number,
): Promise<void> {
  const campaigns = await enabledCampaigns(tx)
  const rows = made.flatMap(({ lead, handOff }) =>
    campaigns
      .filter(
        ({ body }) =>
          body.routes.includes(handOff.route) && (body.campaigns?.includes(lead.campaign) ?? true),
      )
      .map(({ id, body }) => ({
        id: v7(),
        nurture_campaign: id,
        lead: lead.id,
        hand_off: handOff.id,
        route: handOff.route,
        at: new Date(now).toISOString(),
        next_at: new Date(now + body.steps[0]!.afterMinutes * MINUTE).toISOString(),
      })),
  )
  if (rows.length === 0) return
  await sql`
    insert into nurture_enrolments (id, nurture_campaign, lead, hand_off, route, state, since, next_at, enrolled_at)
    select id, nurture_campaign, lead, hand_off, route, 'active', at, next_at, at
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, nurture_campaign uuid, lead uuid, hand_off uuid, route text,
      at timestamptz, next_at timestamptz)
    on conflict (lead, nurture_campaign) where state <> 'ended'
      do update set hand_off = excluded.hand_off, route = excluded.route`.execute(tx)
}

/**
 * After leads changed, what they are enrolled in is looked at anew: those that left nurture leave its campaigns, those that gave consent
 * are written to again, of merged ones one goes on.
 */
export async function noteNurture(
  tx: Tx,
  _deps: IngestDeps,
  changes: readonly Change[],
  now: number,
): Promise<void> {
  const known = changes.filter((c) => c.before !== null).map((c) => c.part.id)
  if (known.length === 0) return
  await tx
    .updateTable('nurture_enrolments')
    .set({ next_at: new Date(now).toISOString() })
    .where('lead', '=', sql<string>`any(${known}::uuid[])`)
    .where('state', '<>', 'ended')
    .execute()
}
