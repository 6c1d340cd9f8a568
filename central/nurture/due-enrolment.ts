import type { EnrolmentReason, EnrolmentState } from '../../shared/api/nurture.ts'
import type { Tx } from '../store/schema.ts'

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

/** Locks enrolments whose time has come; those that another process works are passed over. */
export async function lockDue(tx: Tx, now: number, limit: number): Promise<DueEnrolment[]> {
  const rows = await tx
    .selectFrom('nurture_enrolments')
    .select(['id', 'nurture_campaign as nurtureCampaign', 'lead', 'route', 'state', 'reason'])
    .select(['last_step as lastStep', 'done', 'since', 'enrolled_at as enrolledAt'])
    .where('next_at', '<=', new Date(now).toISOString())
    .orderBy('next_at')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map((row) => ({ ...row, since: Date.parse(row.since) }))
}
