import { sql } from 'kysely'
import { combine } from '../../../shared/events/combine.ts'
import { invalidReasons } from '../../../shared/policy/validity.ts'
import { holdLeadClocks, noteLeadClocks } from '../../escalation/clocks.ts'
import { grouped } from '../database/grouped.ts'
import { inTransaction } from '../database/retry.ts'
import type { Tx } from '../database/schema.ts'
import { allot, notify } from '../feed.ts'
import { type BatchGround, batchGround } from './batch-ground.ts'
import { type Change, rowOf } from './change.ts'
import { lockParts } from './components.ts'
import { derive } from './derive.ts'
import { soFar } from './hand-offs.ts'
import type { HeldLead, IngestDeps } from './ingest-types.ts'
import { writeHandOffs } from './write-hand-offs.ts'
import { updateLeads } from './write-leads.ts'

const BATCH = 500

/**
 * Decides open leads anew that were decided on an earlier day: points fade, answers go stale, questions may be asked again. One whose way
 * becomes clear by that is handed off. Leads that left the queues keep what they left with. Returns how many were looked at.
 */
export function refreshLeads(deps: IngestDeps, now: number): Promise<number> {
  const day = new Date(now).toISOString().slice(0, 10)
  return inBatches(deps, now, (tx) =>
    anchors(tx).where('stage', '=', 'open').where('as_of', '<', day).forUpdate().skipLocked(),
  )
}

/**
 * Decides the leads of a campaign anew by its policy, those decided by another one: the open ones, and those closed as invalid, which may
 * not be so by this one. Others that left the queues keep what they left with.
 * @param after the id after which to go on; '' from the beginning
 * @param enough asked after each batch: true to leave the rest to another time
 * @returns after which id to go on; null: all are decided
 */
export async function redecideCampaign(
  deps: IngestDeps,
  campaign: string,
  now: number,
  after: string,
  enough: () => boolean,
): Promise<string | null> {
  for (let last: string | null = after; last !== null; ) {
    if (last !== after && enough()) return last
    const batch = await inBatch(deps, now, last, (tx) =>
      anchors(tx)
        .where('campaign', '=', campaign)
        .where('stage', '<>', 'handedOff')
        .where('policy_version', '<>', (eb) =>
          eb.selectFrom('campaigns').select('policy_version').where('id', '=', campaign),
        )
        .forUpdate(),
    )
    last = batch.last
  }
  return null
}

/** Decides these leads (components) anew, those that nobody is changing: what they were counted by is another now. */
export function refreshThese(deps: IngestDeps, components: readonly string[], now: number): Promise<number> {
  return inBatches(deps, now, (tx) =>
    anchors(tx)
      .where('id', '=', sql<string>`any(${[...components]}::uuid[])`)
      .where('stage', '=', 'open')
      .forUpdate()
      .skipLocked(),
  )
}

interface Anchor {
  id: string
  /** What it was decided by. */
  policyVersion: number
}

const anchors = (tx: Tx) =>
  tx
    .selectFrom('leads')
    .select(['id', 'policy_version as policyVersion'])
    .whereRef('id', '=', 'component')
    .orderBy('id')
    .limit(BATCH)

async function inBatches(
  deps: IngestDeps,
  now: number,
  select: (tx: Tx) => ReturnType<typeof anchors>,
): Promise<number> {
  let done = 0
  for (let last: string | null = ''; last !== null; ) {
    const batch = await inBatch(deps, now, last, select)
    done += batch.done
    last = batch.last
  }
  return done
}

/** `last`: after which to go on; null: there is no more. */
async function inBatch(
  deps: IngestDeps,
  now: number,
  after: string,
  select: (tx: Tx) => ReturnType<typeof anchors>,
): Promise<{ done: number; last: string | null }> {
  const found = await inTransaction(deps.db, async (tx) => {
    const query = after === '' ? select(tx) : select(tx).where('id', '>', after)
    const rows: Anchor[] = await query.execute()
    await refreshBatch(tx, deps, rows, now)
    return rows
  })
  return { done: found.length, last: found.length < BATCH ? null : (found.at(-1)?.id ?? null) }
}

async function refreshBatch(
  tx: Tx,
  deps: IngestDeps,
  components: readonly Anchor[],
  now: number,
): Promise<void> {
  const held = await lockParts(
    tx,
    components.map((a) => a.id),
  )
  const decidedBy = new Map(components.map((a) => [a.id, a.policyVersion]))
  const leads = new Map(held.map((h) => [h.id, h]))
  const ground = await batchGround(tx, { events: [], touched: [], held: leads, owners: [] })
  const changes = await decidedAnew(tx, deps, held, decidedBy, ground, now)
  await holdLeadClocks(tx, changes)
  await writeHandOffs(tx, deps, changes, now)
  await noteLeadClocks(tx, deps, changes, now, ground)
  // Only a lead that leaves or enters the queue is another one to the desks: they decide by day and policy themselves.
  const turning = changes.filter((c) => c.derived.stage !== c.before!.stage)
  const numbers = new Map(held.map((h) => [h.id, h.change]))
  if (turning.length > 0) {
    const { first } = await allot(tx, turning.length)
    for (const [i, c] of turning.entries()) numbers.set(c.part.id, first + i)
    await notify(tx, new Set(turning.map((c) => c.owner)))
  }
  await updateLeads(
    tx,
    changes.map((c) => rowOf(c, numbers.get(c.part.id)!, now)),
  )
}

async function decidedAnew(
  tx: Tx,
  deps: IngestDeps,
  held: readonly HeldLead[],
  decidedBy: ReadonlyMap<string, number>,
  { policyVersions, handOffs, owners }: BatchGround,
  now: number,
): Promise<Change[]> {
  const changes: Change[] = []
  const components = grouped(
    held,
    (h) => h.component,
    (h) => h,
  )
  for (const [id, rows] of components) {
    const lead = combine(rows.map((r) => r.state))
    const earlierPolicy = await deps.policies.version(tx, decidedBy.get(id)!)
    if (rows[0]!.stage === 'closed' && invalidReasons(lead, earlierPolicy.policy).length === 0) continue
    const policy = await deps.policies.version(tx, policyVersions.get(lead.campaign)!)
    const earlier = soFar(rows.flatMap((r) => handOffs.get(r.id) ?? []))
    const { owner } = rows[0]!
    const calendar = owner === null ? null : (owners.get(owner)?.calendar ?? null)
    const derived = derive(lead, earlier, [], policy, now, calendar)
    for (const before of rows) {
      const version = before.version + (derived.stage === before.stage ? 0 : 1)
      changes.push({ part: before.state, before, lead, was: lead, derived, owner: before.owner, version })
    }
  }
  return changes
}
