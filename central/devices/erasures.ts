import { sql } from 'kysely'
import type { Erased } from '../../shared/api/devices.ts'
import type { Db, Tx } from '../store/database/schema.ts'

const rowsOf = (db: Db | Tx) =>
  db
    .selectFrom('erasures as e')
    .select(['e.id', 'e.lead', 'e.at', 'e.actor as by', 'e.reason', 'e.suppressed'])
    .select(
      sql<string[]>`array(select l.lead::text from erased_leads l where l.erasure = e.id order by l.lead)`.as(
        'parts',
      ),
    )

/** The erasure of a lead, by any part's id; null: it was not erased. */
export async function erasureOf(tx: Db | Tx, lead: string): Promise<Erased | null> {
  const row = await rowsOf(tx)
    .where('e.id', '=', (eb) =>
      eb.selectFrom('erased_leads').select('erased_leads.erasure').where('erased_leads.lead', '=', lead),
    )
    .executeTakeFirst()
  return row ? shown(row) : null
}

const PAGE = 200

/** The record of erasures, the latest first. `cursor`: the lead of the last one of the page before. */
export async function listErasures(
  db: Db,
  { cursor }: { cursor?: string | undefined },
): Promise<{ erasures: Erased[]; next: string | null }> {
  let query = rowsOf(db)
    .orderBy('e.id', 'desc')
    .limit(PAGE + 1)
  if (cursor !== undefined)
    query = query.where('e.id', '<', (eb) =>
      eb.selectFrom('erased_leads').select('erased_leads.erasure').where('erased_leads.lead', '=', cursor),
    )
  const rows = await query.execute()
  const erasures = rows.slice(0, PAGE).map(shown)
  return { erasures, next: rows.length > PAGE ? erasures.at(-1)!.lead : null }
}

const shown = ({ id: _, ...erased }: Erased & { id: string }): Erased => erased
