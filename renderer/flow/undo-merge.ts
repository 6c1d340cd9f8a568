import { partWithMerge } from '../../shared/events/combine.ts'
import type { Desk } from './desk.ts'

/**
 * A merge was wrong: the parts that only it held together are leads of their own again, with everything that was written for them, and
 * are not proposed as one person again.
 */
export async function undoMerge(desk: Desk, leadId: string, mergeId: string, reason: string): Promise<void> {
  const part = partWithMerge(await desk.reader.parts(leadId), mergeId)
  const other = part?.merges.find((m) => m.id === mergeId)?.other
  if (!part || !other) throw new Error('This merge is no longer on this machine.')
  await desk.transactor.commit([
    { leadId: part.id, type: 'merge.undone', payload: { merge: mergeId, reason } },
    { leadId: part.id, type: 'lead.keptApart', payload: { other, reason } },
  ])
}
