import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'
import { isWorkable } from './workable.ts'

const LEAD_MS = 5 * 60_000
const LONGEST_MS = 4 * 3_600_000

/** Puts the lead off until an ISO instant. */
export async function skip(desk: Desk, leadId: string, until: string, reason: string): Promise<void> {
  await desk.transactor.commit([{ leadId, type: 'lead.skipped', payload: { until, reason } }])
}

/**
 * Until when a lead goes to the back of the queue (epoch milliseconds): when the others that may be worked now are worked, at five
 * minutes each, and in four hours at the latest.
 */
export function backOfQueue(queue: Iterable<LeadRow>, leadId: string, now: number): number {
  const at = new Date(now).toISOString()
  let put = LEAD_MS
  for (const row of queue) {
    if (put >= LONGEST_MS) break
    if (row.id !== leadId && isWorkable(row, at)) put += LEAD_MS
  }
  return now + put
}
