import { sql } from 'kysely'
import type { AssignRequest, AssignResponse } from '../../shared/api/api.ts'
import type { LeadSnapshot, Person } from '../../shared/sync/protocol.ts'
import { Fail } from '../fail.ts'
import { writeAssignments } from './assignments.ts'
import { allot, notify } from './feed.ts'
import type { HeldLead } from './ingest-types.ts'
import { lockLeads } from './lock-leads.ts'
import { inTransaction } from './retry.ts'
import type { Db, Tx } from './schema.ts'
import { SNAPSHOT, snapshotOf } from './snapshots.ts'

/**
 * Gives open leads to a person or to the pool, all in one transaction. A lead that changed hands meanwhile, that left the queues or
 * that central does not have is a conflict (version 0 for the last); the others are assigned all the same.
 */
export function assign(db: Db, by: Person, request: AssignRequest, now: number): Promise<AssignResponse> {
  return inTransaction(db, async (tx) => {
    if (request.to !== null) await refuseUnfit(tx, request.to)
    const leads = await lockLeads(tx, [...new Set(request.leads.map((l) => l.id))])
    const conflicts: AssignResponse['conflicts'] = []
    const moved = new Map<string, HeldLead>()
    for (const { id, version } of request.leads) {
      const lead = leads.get(id)
      if (lead && lead.version === version && lead.stage === 'open') moved.set(id, lead)
      else conflicts.push({ id, version: lead?.version ?? 0, owner: lead?.owner ?? null })
    }
    const reason = request.reason ?? 'reassigned'
    await move(tx, [...moved.values()], request.to, { actor: by.id, reason, now })
    const assigned = [...moved.values()].map((l) => ({ id: l.id, version: l.version + 1 }))
    return { assigned, conflicts }
  })
}

/** Takes the most urgent lead of the pool that may be called now; null when there is none. Two who claim at once get two leads. */
export function claim(db: Db, agent: Person, now: number): Promise<LeadSnapshot | null> {
  return inTransaction(db, async (tx) => {
    const iso = new Date(now).toISOString()
    const row = await tx
      .selectFrom('leads')
      .select(SNAPSHOT)
      .where('owner', 'is', null)
      .where('stage', '=', 'open')
      .where('work', 'in', ['call', 'callback'])
      .where((eb) => eb.or([eb('not_before', 'is', null), eb('not_before', '<=', iso)]))
      .orderBy('due')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (!row) return null
    const held = { ...row, assignedAt: row.assigned_at }
    await move(tx, [held], agent.id, { actor: agent.id, reason: 'claimed', now })
    return { ...snapshotOf(row), owner: agent.id, version: row.version + 1, assignedAt: iso }
  })
}

interface Command {
  actor: string
  reason: string
  now: number
}

/** The leads are locked. What they were promised (callbacks, notes) goes with them. */
async function move(tx: Tx, leads: readonly HeldLead[], to: string | null, command: Command): Promise<void> {
  if (leads.length === 0) return
  const { first } = await allot(tx, leads.length)
  const rows = leads.map((l, i) => ({ lead: l.id, change: first + i }))
  await sql`
    update leads l set owner = ${to}, version = version + 1, change = r.change,
      assigned_at = ${new Date(command.now).toISOString()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(lead uuid, change bigint) where l.id = r.lead`.execute(
    tx,
  )
  const { actor, reason } = command
  await writeAssignments(
    tx,
    rows.map((r) => ({ ...r, owner: to, actor, reason })),
  )
  await notify(tx, new Set([...leads.map((l) => l.owner), to].filter((o) => o !== null)))
}

async function refuseUnfit(tx: Tx, person: string): Promise<void> {
  const row = await tx
    .selectFrom('people')
    .select('id')
    .where('id', '=', person)
    .where('active', '=', true)
    .where('role', '<>', 'service')
    .executeTakeFirst()
  if (row) return
  throw new Fail('malformed', 'Nobody of that id can hold leads', [
    { pointer: '/to', detail: 'is nobody who can hold leads' },
  ])
}
