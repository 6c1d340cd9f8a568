import { claimResponse } from '../../shared/api/api.ts'
import type { Desk } from './desk.ts'

/** Takes the next lead of the pool that may be called now, which only central can grant; its id, or null when there is none. */
export async function claimNext(desk: Desk): Promise<string | null> {
  const { lead, parts } = await desk.api.request({
    method: 'POST',
    path: 'pool/claim',
    schema: claimResponse,
  })
  if (!lead) return null
  await desk.transactor.adopt([lead, ...parts.filter((p) => p.lead.id !== lead.lead.id)])
  return lead.lead.id
}
