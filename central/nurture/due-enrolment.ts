import { sql } from 'kysely'
import type { EnrolmentReason, EnrolmentState } from '../../shared/api/nurture.ts'
import type { Tx } from '../store/database/schema.ts'

export interface DueEnrolment {
  id: string
  nurtureCampaign: string
  lead: string
  route: string
  state: EnrolmentState
  reason: EnrolmentReason | null
  lastStep: string | null
  done: number
  /** Epoch milliseconds. */
  since: number
  /** ISO instant. */
  enrolledAt: string
}

/** Locks enrolments whose time has come, or that one of them; those that another process works are passed over. */
export async function lockDue(tx: Tx, now: number, limit: number, only?: string): Promise<DueEnrolment[]> {
  const due = tx
    .selectFrom('nurture_enrolments')
    .select(['id', 'nurture_campaign as nurtureCampaign', 'lead', 'route', 'state', 'reason'])
    .select(['last_step as lastStep', 'done', 'since', 'enrolled_at as enrolledAt'])
    .where('next_at', '<=', new Date(now).toISOString())
    .orderBy('next_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
  const rows = await (only === undefined ? due : due.where('id', '=', only)).execute()
  return rows.map((row) => ({ ...row, since: Date.parse(row.since) }))
}

/**
 * Holds the leads of enrolments, so that none is changed or erased while a mail is made of it. One that another transaction is at is left
 * for the next look: waiting for it here, while it waits for the enrolment, would go on forever.
 */
export async function withFreeLeads(tx: Tx, due: readonly DueEnrolment[]): Promise<DueEnrolment[]> {
  const ids = sql<string>`any(${due.map((e) => e.lead)}::uuid[])`
  const held = await tx
    .selectFrom('leads')
    .select('id')
    .where('id', '=', ids)
    .forKeyShare()
    .skipLocked()
    .execute()
  const there = await tx.selectFrom('leads').select('id').where('id', '=', ids).execute()
  const free = new Set(held.map((l) => l.id))
  const busy = new Set(there.map((l) => l.id).filter((id) => !free.has(id)))
  return due.filter((e) => !busy.has(e.lead))
}
