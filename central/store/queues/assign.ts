import type { AssignRequest, AssignResponse } from '../../../shared/api/api.ts'
import { mayGive, seenAmong, seesAll, type Viewer } from '../../auth/may-see.ts'
import { Fail } from '../../fail.ts'
import { inTransaction } from '../database/retry.ts'
import type { Db, Tx } from '../database/schema.ts'
import { lockComponents } from '../leads/components.ts'
import type { HeldLead } from '../leads/ingest-types.ts'
import { moveLeads } from './move-leads.ts'

/**
 * Gives open leads to a person or to the pool, all in one transaction; merged ones whole, by any part's id. A lead that changed hands
 * meanwhile, that left the queues or that central does not have for this viewer is a conflict (version 0 for the last); the others are assigned all the
 * same. An agent gives back to the pool only, and what is theirs.
 */
export function assign(db: Db, by: Viewer, request: AssignRequest, now: number): Promise<AssignResponse> {
  return inTransaction(db, async (tx) => {
    refuseOfAgent(by, request)
    if (request.to !== null) await refuseUnfit(tx, by, request.to)
    const ids = request.leads.map((l) => l.id)
    const leads = await lockComponents(tx, ids)
    const seen = await seenAmong(tx, by, ids, mayGive)
    const assigned: AssignResponse['assigned'] = []
    const conflicts: AssignResponse['conflicts'] = []
    const moved = new Set<string>()
    for (const { id, version } of request.leads) {
      const lead = seen.has(id) ? leads.get(id) : undefined
      if (lead && lead.version === version && lead.stage === 'open') {
        moved.add(lead.component)
        assigned.push({ id, version: version + 1 })
      } else conflicts.push({ id, version: lead?.version ?? 0, owner: lead?.owner ?? null })
    }
    const parts = [...leads.values()].filter((l: HeldLead) => moved.has(l.component))
    await moveLeads(tx, parts, request.to, { actor: by.id, reason: request.reason ?? 'reassigned', now })
    return { assigned, conflicts }
  })
}

function refuseOfAgent({ role }: Viewer, { to, reason }: AssignRequest): void {
  if (role !== 'agent') return
  if (to !== null) throw new Fail('notYours', 'Only a supervisor gives leads to somebody')
  if (!reason?.trim())
    throw new Fail('malformed', 'A lead is given back with a reason', [
      { pointer: '/reason', detail: 'is missing' },
    ])
}

async function refuseUnfit(tx: Tx, by: Viewer, person: string): Promise<void> {
  const query = tx
    .selectFrom('people')
    .select('id')
    .where('id', '=', person)
    .where('active', '=', true)
    .where('role', 'not in', ['service', 'inbox'])
  const found = await (seesAll(by) ? query : query.where('team', '=', by.team)).executeTakeFirst()
  if (found) return
  throw new Fail('malformed', 'Nobody of that id can hold leads', [
    { pointer: '/to', detail: 'is nobody who can hold leads' },
  ])
}
