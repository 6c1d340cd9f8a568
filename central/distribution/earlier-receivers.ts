import { sql } from 'kysely'
import type { HandOffChannel } from '../../shared/lead/route.ts'
import type { Tx } from '../store/database/schema.ts'

export interface Receiving {
  key: string
  channel: HandOffChannel
  /** Ids of the lead and of what it was merged with. */
  parts: readonly string[]
}

/** By key: the last person who had one of the leads, while switched on and of the channel: who went to another one takes no leads along. */
export async function earlierReceivers(
  tx: Tx,
  receiving: readonly Receiving[],
): Promise<Map<string, { team: string | null; owner: string }>> {
  const asked = receiving.flatMap(({ key, channel, parts }) => parts.map((lead) => ({ key, channel, lead })))
  const found = await sql<{ key: string; team: string | null; owner: string }>`
    select distinct on (r.key) r.key, p.team, p.id as owner
    from json_to_recordset(${JSON.stringify(asked)}::json) as r(key text, channel text, lead uuid)
    join leads named on named.id = r.lead
    join leads part on part.component = named.component
    join hand_offs h on h.lead = part.id and h.channel = r.channel
    join people p on p.id = h.owner and p.active and p.role <> 'agent'
    left join teams t on t.id = p.team
    where p.team is not distinct from h.team or t.kind = r.channel
    order by r.key, h.at desc, h.id desc`.execute(tx)
  return new Map(found.rows.map(({ key, ...receiver }) => [key, receiver]))
}
