import { sql } from 'kysely'
import type { Db, Tx } from '../store/database/schema.ts'

/** Whom a hand-off is dealt to. */
export interface DealtTo {
  name: string
  email: string
}

/** People by id. */
export async function peopleById(db: Db | Tx, ids: readonly string[]): Promise<Map<string, DealtTo>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('people')
    .select(['id', 'name', 'email'])
    .where('id', '=', sql<string>`any(${[...new Set(ids)]}::text[])`)
    .execute()
  return new Map(rows.map(({ id, ...person }) => [id, person]))
}

/** Everybody of a team who can sign in. */
export function peopleOfTeam(db: Db | Tx, team: string): Promise<DealtTo[]> {
  return db
    .selectFrom('people')
    .select(['name', 'email'])
    .where('team', '=', team)
    .where('active', '=', true)
    .orderBy('id')
    .execute()
}
