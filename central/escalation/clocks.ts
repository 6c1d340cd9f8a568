import { sql } from 'kysely'
import { numbersOf } from '../../shared/contact/contact-of.ts'
import { waitOf } from '../../shared/policy/work-of.ts'
import type { Tx } from '../store/database/schema.ts'
import { type Change, isAnchor } from '../store/leads/change.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { KnownGround } from './ground.ts'
import { handOffClocks } from './hand-off-clocks.ts'
import { keepClocks, runningClocks, type Wanted } from './keep-clocks.ts'

/** Starts and stops the clocks of leads in the call center's queues, after what changed of them. */
export async function noteLeadClocks(
  tx: Tx,
  deps: IngestDeps,
  changes: readonly Change[],
  now: number,
  known: KnownGround,
): Promise<void> {
  const wanted: Wanted[] = []
  for (const change of changes) {
    const clock = isAnchor(change) ? await wantedOf(tx, deps, change, now) : null
    if (clock) wanted.push(clock)
  }
  const called = new Set(changes.filter(({ lead }) => lead.calls.length > 0).map((c) => c.part.id))
  await keepClocks(tx, deps, {
    wanted,
    subjects: changes.filter((c) => c.before !== null).map((c) => c.part.id),
    because: (subject) => (called.has(subject) ? 'A call was started' : 'The lead left the queue'),
    known,
    now,
  })
}

/** Locks the clocks of leads that are to be handed off, before dealings wait for each other: the worker of clocks deals while it holds some. */
export async function holdLeadClocks(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (!changes.some((c) => c.derived.handOff)) return
  const known = changes.filter((c) => c.before !== null).map((c) => c.part.id)
  if (known.length > 0) await runningClocks(tx, known).execute()
}

/** A lead waits from a response or a return until a call is started. One that nobody can call waits for nothing. */
async function wantedOf(tx: Tx, deps: IngestDeps, change: Change, now: number): Promise<Wanted | null> {
  const { lead, derived, owner, before } = change
  if (derived.stage !== 'open' || derived.work.do !== 'call' || numbersOf(lead).length === 0) return null
  const { policy } = await deps.policies.version(tx, derived.policyVersion)
  const at = new Date(now).toISOString()
  const wait = waitOf(lead, derived.decision, policy, at)
  if (!wait) return null
  return {
    subject: lead.id,
    lead: lead.id,
    hand_off: null,
    step: 'attempt',
    campaign: lead.campaign,
    route: wait.route,
    owner,
    held_since: before && before.owner === owner ? before.assignedAt : at,
    started_at: wait.since,
  }
}

/** Starts and stops the clocks of hand-offs that were made or changed (ids). */
export async function noteHandOffClocks(
  tx: Tx,
  deps: Pick<IngestDeps, 'policies'>,
  handOffs: readonly string[],
  now: number,
): Promise<void> {
  if (handOffs.length === 0) return
  const { wanted, because } = await handOffClocks(tx, handOffs, now)
  await keepClocks(tx, deps, { wanted, subjects: handOffs, because, now })
}

/** The clocks of leads (components) that go to another owner: counted anew by the worker, in the owner's calendar. */
export async function noteMovedLeads(
  tx: Tx,
  components: readonly string[],
  owner: string | null,
  now: number,
): Promise<void> {
  const at = new Date(now).toISOString()
  await sql`
    update clocks set owner = ${owner}, held_since = ${at}, next_at = ${at}, version = version + 1,
      team = coalesce((select p.team from people p where p.id = ${owner}), team)
    where subject = any(${[...components]}::uuid[]) and step = 'attempt' and stopped_at is null`.execute(tx)
}

/** After a change of somebody's calendar: their clocks are counted anew. */
export async function noteCalendar(tx: Tx, person: string, now: number): Promise<void> {
  await tx
    .updateTable('clocks')
    .set({ next_at: new Date(now).toISOString() })
    .where('owner', '=', person)
    .where('stopped_at', 'is', null)
    .where('state', '<>', 'resolved')
    .execute()
}

/** After a new policy: the clocks of what a campaign handed off are counted anew. Those of its leads are when the leads are decided anew. */
export async function notePolicy(tx: Tx, campaign: string, now: number): Promise<void> {
  await tx
    .updateTable('clocks')
    .set({ next_at: new Date(now).toISOString() })
    .where('campaign', '=', campaign)
    .where('hand_off', 'is not', null)
    .where('stopped_at', 'is', null)
    .where('state', '<>', 'resolved')
    .execute()
}
