import { type AssignResponse, assignResponse } from '../../shared/api/api.ts'
import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'

const BATCH = 1000

/** Gives leads to a person, or to the pool (null). Leads that changed meanwhile come back as conflicts, unassigned. */
export async function reassign(
  desk: Desk,
  rows: readonly LeadRow[],
  to: string | null,
  reason: string,
): Promise<AssignResponse> {
  const done: AssignResponse = { assigned: [], conflicts: [] }
  for (let from = 0; from < rows.length; from += BATCH) {
    const leads = rows.slice(from, from + BATCH).map(({ id, version }) => ({ id, version }))
    const answer = await desk.api.request({
      method: 'POST',
      path: 'assignments',
      schema: assignResponse,
      body: { leads, to, ...(reason ? { reason } : {}) },
    })
    done.assigned.push(...answer.assigned)
    done.conflicts.push(...answer.conflicts)
  }
  return done
}
