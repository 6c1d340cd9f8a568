import { claimResponse } from '../../shared/api/api.ts'
import type { Desk } from './desk.ts'

/** Takes the next lead of the pool, which only central can grant; its id, or null when the pool is empty. */
export async function claimNext(desk: Desk): Promise<string | null> {
  const { lead } = await desk.api.request({ method: 'POST', path: 'pool/claim', schema: claimResponse })
  if (!lead) return null
  await desk.transactor.adopt([lead])
  return lead.lead.id
}
