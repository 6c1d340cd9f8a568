import { sql } from 'kysely'
import type { HandOffRow } from '../hand-offs/rows.ts'
import type { Tx } from '../store/database/schema.ts'

const COLUMNS = [
  'id',
  'component',
  'owner',
  'stage',
  'version',
  'assigned_at as assignedAt',
  'change',
  'state',
  'policy_version as policyVersion',
  'expected',
  'as_of as asOf',
] as const

const anchorFirst = (tx: Tx, component: string) =>
  tx.selectFrom('leads').select(COLUMNS).where('component', '=', component).orderBy('id')

/** A part of a lead, locked, with what it was decided by. */
export type HeldRow = Awaited<ReturnType<ReturnType<typeof anchorFirst>['execute']>>[number]

/** Locks all parts of a lead, without waiting; null: somebody else is changing it. */
export async function freeLead(tx: Tx, component: string): Promise<HeldRow[] | null> {
  const parts = await anchorFirst(tx, component).forUpdate().skipLocked().execute()
  const { count } = await tx
    .selectFrom('leads')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('component', '=', component)
    .executeTakeFirstOrThrow()
  return parts.length === count ? parts : null
}

/** Locks a hand-off, without waiting; null: somebody else is changing it. */
export async function freeHandOff(tx: Tx, id: string): Promise<HandOffRow | null> {
  const row = await tx
    .selectFrom('hand_offs')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row ?? null
}
