import type { PolicyProgress } from '../../shared/api/policies.ts'
import { mayRead, type Viewer } from '../auth/may-see.ts'
import { notePolicy } from '../escalation/clocks.ts'
import { versionOf } from '../store/campaigns.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, Tx } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { redecideCampaign } from '../store/leads/refresh-leads.ts'

export const REDECIDE_QUEUE = 'redecide'
/** `after`: the lead's id after which to go on. */
export interface RedecideJob {
  campaign: string
  after: string
}

/** A job is another process's when it takes longer than the queue allows: the rest is a job of its own. */
const LONGEST_MS = 10_000
/** Who publishes waits for so many batches: most campaigns are decided when the answer comes. */
const AT_ONCE = 2

/** In the transaction that puts a campaign under another policy: its leads are decided anew, whatever becomes of this process. */
export async function sendRedecide(tx: Tx, deps: IngestDeps, campaign: string): Promise<void> {
  await deps.jobs.send(tx, REDECIDE_QUEUE, [{ data: { campaign, after: '' } satisfies RedecideJob }])
}

/** Decides the first of a campaign's leads by its new policy; the job does the others, and these where this process ends. */
export async function redecideFirst(deps: IngestDeps, campaign: string, now: number): Promise<void> {
  let batches = 0
  const after = await redecideCampaign(deps, campaign, now, '', () => ++batches >= AT_ONCE)
  if (after === null) await inTransaction(deps.db, (tx) => notePolicy(tx, campaign, now))
}

export async function redecide(
  deps: IngestDeps & { now(): number },
  { campaign, after }: RedecideJob,
  stopped: AbortSignal,
): Promise<void> {
  const began = performance.now()
  const enough = () => stopped.aborted || performance.now() - began > LONGEST_MS
  const rest = await redecideCampaign(deps, campaign, deps.now(), after, enough)
  await inTransaction(deps.db, async (tx) => {
    if (rest === null) return notePolicy(tx, campaign, deps.now())
    await deps.jobs.send(tx, REDECIDE_QUEUE, [{ data: { campaign, after: rest } satisfies RedecideJob }])
  })
}

/** How many of a campaign's open leads that the viewer may read still stand as an earlier policy decided them. */
export async function progressOf(db: Db, viewer: Viewer, campaign: string): Promise<PolicyProgress> {
  const version = await versionOf(db, campaign)
  const counted = await db
    .selectFrom('leads')
    .select((eb) => [
      eb.fn.countAll<string>().as('leads'),
      eb.fn.countAll<string>().filterWhere('policy_version', '<>', version).as('waiting'),
    ])
    .where('campaign', '=', campaign)
    .where('stage', '=', 'open')
    .whereRef('id', '=', 'component')
    .where(mayRead(viewer))
    .executeTakeFirstOrThrow()
  return { version, leads: Number(counted.leads), waiting: Number(counted.waiting) }
}
