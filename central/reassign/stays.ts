import { sql } from 'kysely'
import type { KeptBecause } from '../../shared/api/reassign.ts'
import { CENTRAL } from '../auth/may-see.ts'
import type { Tx } from '../store/database/schema.ts'
import type { HeldLead } from '../store/leads/ingest-types.ts'
import { bindingsOf } from './choose.ts'
import type { ReassignTables } from './tables.ts'
import { holders } from './takers.ts'

export type PlannedLead = Pick<ReassignTables['reassigned_leads'], 'lead' | 'from' | 'to' | 'version'>

/** A stamp begins with its instant, in this form. */
const INSTANT = 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'

/** Whether the owner of the lead `l` did something about it since they got it. */
export const WORKED = sql<boolean>`exists (
  select from leads part join events e on e.lead = part.id
  where part.component = l.id and e.actor = l.owner and
    coalesce(e.effective, e.stamp) collate "C" > to_char(l.assigned_at at time zone 'UTC', ${sql.lit(INSTANT)}))`

/**
 * Of what was planned, what stays after all, by its id: much may have happened since. @param held whole components of all of it, locked
 */
export async function staysBecause(
  tx: Tx,
  { promised, undoes }: { promised: boolean; undoes: boolean },
  planned: readonly PlannedLead[],
  held: ReadonlyMap<string, HeldLead>,
  now: number,
): Promise<Map<string, KeptBecause>> {
  const ids = planned.map((p) => p.lead)
  const bindings = undoes ? new Map<string, never>() : await bindingsOf(tx, ids, now)
  const worked = undoes ? await workedAmong(tx, ids) : new Set<string>()
  const people = [...new Set(planned.flatMap((p) => p.to ?? []))]
  const takers = new Map((await holders(tx, CENTRAL, people)).map((h) => [h.id, h.campaigns]))
  const why = ({ lead: id, from, to, version }: PlannedLead): KeptBecause | null => {
    const lead = held.get(id)
    if (lead?.version !== version || lead.owner !== from || lead.stage !== 'open' || lead.component !== id)
      return 'changed'
    if (bindings.get(id)?.onCall) return 'onCall'
    if (bindings.get(id)?.promised && !promised) return 'promised'
    if (worked.has(id)) return 'worked'
    if (to === null) return null
    const campaigns = takers.get(to)
    if (campaigns === undefined) return 'unfit'
    return undoes || campaigns === null || campaigns.includes(lead.state.campaign) ? null : 'team'
  }
  return new Map(planned.flatMap((p) => [why(p)].flatMap((w) => (w === null ? [] : [[p.lead, w] as const]))))
}

async function workedAmong(tx: Tx, leads: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select l.id from leads l where l.id = any(${[...leads]}::uuid[]) and ${WORKED}`.execute(tx)
  return new Set(rows.map((r) => r.id))
}
