import { sql } from 'kysely'
import type { UndoBecause } from '../../shared/api/imports.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { Tx } from '../store/database/schema.ts'

/**
 * Of components, each with its parts, those that were touched since they were imported, by their id: somebody did something with the
 * lead, a receiver took it on, or it was sent to another system. A lead that was only given to somebody is not.
 */
export async function keptBecause(tx: Tx, components: readonly Lead[][]): Promise<Map<string, UndoBecause>> {
  const parts = components.flatMap((c) => c.map((p) => ({ part: p.id, component: componentOf(c) })))
  if (parts.length === 0) return new Map()
  const { rows } = await sql<{ component: string; because: UndoBecause }>`
    with p as (select * from json_to_recordset(${JSON.stringify(parts)}::json) as r(part uuid, component uuid))
    select distinct p.component, 'worked' as because from p join events e on e.lead = p.part
      where e.device <> 'import' and e.actor not like 'system:%'
        and e.type not in ('lead.captured', 'response.takenBack')
    union select p.component, 'accepted' from p join hand_offs h on h.lead = p.part
      where h.state not in ('waiting', 'delivered', 'withdrawn')
    union select p.component, 'sent' from p join deliveries d on d.lead = p.part
      where d.state = 'delivered'
    union select p.component, 'sent' from p join nurture_mails m on m.lead = p.part
    order by because`.execute(tx)
  // In alphabetical order the last one is what tells most: people's work.
  return new Map(rows.map((r) => [r.component, r.because]))
}

const componentOf = (parts: readonly Lead[]): string =>
  parts.reduce((a, p) => (p.id < a ? p.id : a), parts[0]!.id)
