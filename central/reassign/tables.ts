import type { JSONColumnType } from 'kysely'
import type { KeptBecause, ReassignRequest } from '../../shared/api/reassign.ts'

/** What was asked for; of leads chosen by hand how many and a digest, since each stands in `reassigned_leads`. */
export type Asked = Pick<ReassignRequest, 'to' | 'promised'> & {
  which: { leads: number; digest: string } | Extract<ReassignRequest['which'], { rule: unknown }>
}

export interface ReassignTables {
  reassignments: {
    id: string
    by: string
    at: string
    reason: string
    /** null: it takes another one back. */
    asked: JSONColumnType<Asked | object>
    undoes: string | null
  }
  reassigned_leads: {
    reassignment: string
    /** The first part's id. */
    lead: string
    from: string | null
    to: string | null
    /** At which it was seen; a move makes it one more. */
    version: number
    state: 'planned' | 'moved' | 'kept'
    /** Of a lead that was kept. */
    why: KeptBecause | null
  }
}
