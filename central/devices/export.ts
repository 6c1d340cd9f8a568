import { sql } from 'kysely'
import type { LeadExport } from '../../shared/api/devices.ts'
import { combine } from '../../shared/events/combine.ts'
import { Fail } from '../fail.ts'
import type { Db } from '../store/database/schema.ts'
import { componentOf, partsOf } from '../store/leads/components.ts'
import { HELD } from './held.ts'
import { subjectOf } from './subject.ts'

/** Everything that central holds on the person of a lead (any part's id), as they may ask for it. One snapshot of the database. */
export function exportLead(db: Db, lead: string, now: number): Promise<LeadExport> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const component = await componentOf(tx, lead)
      const states = component === null ? [] : ((await partsOf(tx, [component])).get(component) ?? [])
      if (states.length === 0) throw new Fail('notFound', 'There is no such lead')
      const parts = states.map((s) => s.id)
      const held: LeadExport['held'] = {}
      for (const { table, rows } of HELD) {
        const which = rows(subjectOf(states))
        const found = await sql<object>`select * from ${sql.table(table)} where ${which}`.execute(tx)
        if (found.rows.length > 0) held[table] = found.rows
      }
      return { lead: parts[0]!, parts, at: new Date(now).toISOString(), combined: combine(states), held }
    })
}
