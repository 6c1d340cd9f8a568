import type { Desk } from './desk.ts'
import { leadOf } from './lead-of.ts'

/** The two are one person: shown, scored and worked as one lead from now on. Undone any time (undo-merge.ts). */
export async function mergeLeads(desk: Desk, id: string, other: string): Promise<void> {
  const { campaign } = await leadOf(desk, id)
  const row = desk.reader.row(other)
  if (row && row.campaign !== campaign) throw new Error('Leads of two campaigns cannot be merged.')
  if (row && row.id === desk.reader.row(id)?.id) return
  await desk.transactor.commit([
    { leadId: id, type: 'lead.merged', payload: { merge: desk.newId(), other: row?.id ?? other } },
  ])
}
