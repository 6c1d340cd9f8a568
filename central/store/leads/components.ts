import { type RawBuilder, sql } from 'kysely'
import type { Lead } from '../../../shared/lead/lead.ts'
import { anyOf } from '../database/any-of.ts'
import { grouped } from '../database/grouped.ts'
import { StartOver } from '../database/retry.ts'
import type { Db, Tx } from '../database/schema.ts'
import type { HeldLead } from './ingest-types.ts'
import { KnownStates } from './known-states.ts'

const HELD = ['id', 'component', 'owner', 'stage', 'version', 'assigned_at as assignedAt', 'change'] as const

/**
 * Locks the components of these leads: all their parts, in the order of their ids, so that two batches that touch the same ones wait
 * for each other and never deadlock. Ids that central does not have are left out. Throws StartOver when leads joined or parted while
 * this one waited: then what it holds are no whole components any more.
 */
export async function lockComponents(tx: Tx, ids: readonly string[]): Promise<Map<string, HeldLead>> {
  const locked = await lockUnlooked(tx, ids)
  if (locked.size === 0) return locked
  const components = [...locked.values()].map((l) => l.component)
  const now = await tx
    .selectFrom('leads')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', anyOf(ids)), eb('component', '=', anyOf(components))]))
    .execute()
  if (now.length !== locked.size || now.some((r) => !locked.has(r.id)))
    throw new StartOver('leads joined or parted meanwhile')
  return locked
}

/**
 * The same for who looks afterwards, in a statement of their own, whether leads joined or parted while this one waited.
 * `states`: those that need not be read where the leads are still as they were; `patient`: waits for leads that somebody else has
 * locked, else that throws.
 */
export async function lockUnlooked(
  tx: Tx,
  ids: readonly string[],
  { states = NONE_KNOWN, patient = true }: { states?: KnownStates; patient?: boolean } = {},
): Promise<Map<string, HeldLead>> {
  const known = states.among(ids)
  // The components as an array that is made first: a join's size is guessed without statistics, and the whole table read.
  const components = sql<string>`any(array(select component from leads where id = ${anyOf(ids)}))`
  const rows = await tx
    .selectFrom('leads')
    .select(HELD)
    .select(known.size === 0 ? 'state' : unlessKnown(known).as('state'))
    .where('component', '=', components)
    .orderBy('id')
    .forUpdate()
    .$if(!patient, (q) => q.noWait())
    .execute()
  return new Map(
    rows.map((r): [string, HeldLead] => [r.id, { ...r, state: r.state ?? known.get(r.id)!.state }]),
  )
}

const NONE_KNOWN = new KnownStates()

const unlessKnown = (
  known: ReadonlyMap<string, { change: number }>,
): RawBuilder<Lead | null> => sql<Lead | null>`case when (id, change) in (
    select * from unnest(${[...known.keys()]}::uuid[], ${[...known.values()].map((k) => k.change)}::bigint[])
  ) then null else state end`

/** Locks what else belongs to components whose first part is locked already: nobody else can be joining or parting them. */
export async function lockParts(tx: Tx, components: readonly string[]): Promise<HeldLead[]> {
  if (components.length === 0) return []
  return tx
    .selectFrom('leads')
    .select(HELD)
    .select('state')
    .where('component', '=', anyOf(components))
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** The parts of components, as they stand: component id -> states in the order of their ids. */
export async function partsOf(db: Db | Tx, components: readonly string[]): Promise<Map<string, Lead[]>> {
  if (components.length === 0) return new Map()
  const rows = await db
    .selectFrom('leads')
    .select(['component', 'state'])
    .where('component', '=', anyOf(components))
    .orderBy('id')
    .execute()
  return grouped(
    rows,
    (r) => r.component,
    (r) => r.state,
  )
}

/** The component of a lead, by any part's id; null: central has no such lead. */
export async function componentOf(db: Db | Tx, lead: string): Promise<string | null> {
  const row = await db.selectFrom('leads').select('component').where('id', '=', lead).executeTakeFirst()
  return row?.component ?? null
}
