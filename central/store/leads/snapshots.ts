import type { Lead } from '../../../shared/lead/lead.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'

export const SNAPSHOT = ['id', 'state', 'owner', 'version', 'stage', 'assigned_at', 'change'] as const

export interface SnapshotRow {
  id: string
  state: Lead
  owner: string | null
  version: number
  stage: LeadSnapshot['stage']
  assigned_at: string
  change: number
}

export const snapshotOf = (row: SnapshotRow): LeadSnapshot => ({ lead: row.state, ...heldAs(row) })

/** The same as JSON, of a row whose state was read as the text that is stored. */
export const snapshotText = (row: Omit<SnapshotRow, 'state'> & { state: string }): string =>
  `{"lead":${row.state},${JSON.stringify(heldAs(row)).slice(1)}`

const heldAs = (row: Omit<SnapshotRow, 'state'>): Omit<LeadSnapshot, 'lead'> => ({
  owner: row.owner,
  version: row.version,
  stage: row.stage,
  assignedAt: row.assigned_at,
})
