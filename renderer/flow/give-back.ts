import { assignResponse } from '../../shared/api/api.ts'
import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'

/** Somebody else is to work it: the lead goes to the pool, which only central can do. False when it changed hands meanwhile. */
export async function giveBack(desk: Desk, { id, version }: LeadRow, reason: string): Promise<boolean> {
  const { assigned } = await desk.api.request({
    method: 'POST',
    path: 'assignments',
    schema: assignResponse,
    body: { leads: [{ id, version }], to: null, reason },
  })
  return assigned.length > 0
}
