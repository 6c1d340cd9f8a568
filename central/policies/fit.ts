import { fork } from 'node:child_process'
import { once } from 'node:events'
import { sql } from 'kysely'
import type { FitResponse } from '../../shared/api/policies.ts'
import { combine } from '../../shared/events/combine.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { KnownOutcome } from '../../shared/policy/fit/from-leads.ts'
import { type AnswerCounts, countAnswers, sumOfCounts } from '../../shared/policy/fit/learn-answers.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { mayRead, type Viewer } from '../auth/may-see.ts'
import { versionOf } from '../store/campaigns.ts'
import { grouped } from '../store/database/grouped.ts'
import type { Db } from '../store/database/schema.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import type { FitTask } from './fit-job.ts'

/** As central itself runs: from its source, or built: this is part of dist/central/assets then. */
const IS_SOURCE = import.meta.url.endsWith('.ts')
const PROCESS = new URL(IS_SOURCE ? './fit-process.ts' : '../fit-process.js', import.meta.url)

/** Leads a query; and at most as many in all: those with the latest outcomes, and those that came last. */
const BATCH = 500
const MOST_OUTCOMES = 50_000
const MOST_ANSWERS = 20_000
/** Above every id. */
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Fits the points of a campaign's policy to what became of its leads, and the probabilities of answers to what they answered, in a process
 * of its own; of leads that the viewer may read. Nothing is published. `now`: epoch milliseconds.
 */
export async function fitToOutcomes(
  deps: IngestDeps,
  viewer: Viewer,
  campaign: string,
  now: number,
): Promise<FitResponse> {
  const { policy } = await deps.policies.version(deps.db, await versionOf(deps.db, campaign))
  const leads = await knownOutcomes(deps.db, viewer, campaign)
  return inProcess({ policy, leads, counts: await answersSoFar(deps.db, viewer, { campaign, policy, now }) })
}

async function answersSoFar(
  db: Db,
  viewer: Viewer,
  { campaign, policy, now }: { campaign: string; policy: Policy; now: number },
): Promise<AnswerCounts> {
  const asOf = new Date(now).toISOString().slice(0, 10)
  let counts = countAnswers(policy, [])
  for (let before = LAST_ID; counts.leads < MOST_ANSWERS; ) {
    const rows = await db
      .selectFrom('leads')
      .select('component')
      .distinct()
      .where('campaign', '=', campaign)
      .where('component', '<', before)
      .where(mayRead(viewer))
      .orderBy('component', 'desc')
      .limit(BATCH)
      .execute()
    const ids = rows.map((r) => r.component)
    const leads = [...(await leadsOf(db, ids)).values()].map((lead) => ({ lead, asOf }))
    counts = sumOfCounts(counts, countAnswers(policy, leads))
    if (ids.length < BATCH) break
    before = ids.at(-1)!
  }
  return counts
}

/** Each lead with the latest outcome of its hand-offs, as of the day that hand-off was decided. */
async function knownOutcomes(db: Db, viewer: Viewer, campaign: string): Promise<KnownOutcome[]> {
  const rows = await db
    .selectFrom('hand_offs as h')
    .innerJoin('leads', 'leads.id', 'h.lead')
    .distinctOn('leads.component')
    .select(['leads.component', 'h.outcome', 'h.as_of as asOf', 'h.outcome_at as at'])
    .where('h.campaign', '=', campaign)
    .where('h.outcome', 'is not', null)
    .where(mayRead(viewer))
    .orderBy('leads.component')
    .orderBy('h.outcome_at', 'desc')
    .execute()
  const latest = rows.sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1)).slice(0, MOST_OUTCOMES)
  const known: KnownOutcome[] = []
  for (let from = 0; from < latest.length; from += BATCH) {
    const part = latest.slice(from, from + BATCH)
    const leads = await leadsOf(
      db,
      part.map((r) => r.component),
    )
    for (const { component, outcome, asOf } of part) {
      const lead = leads.get(component)
      if (lead) known.push({ lead, won: outcome === 'won', asOf })
    }
  }
  return known
}

/** Leads with those that are merged into them, by component. */
async function leadsOf(db: Db, components: readonly string[]): Promise<Map<string, Lead>> {
  const states = await db
    .selectFrom('leads')
    .select(['component', 'state'])
    .where('component', '=', sql<string>`any(${[...components]}::uuid[])`)
    .orderBy('id')
    .execute()
  const byComponent = grouped(
    states,
    (s) => s.component,
    (s) => s.state,
  )
  return new Map([...byComponent].map(([component, parts]) => [component, combine(parts)]))
}

async function inProcess(task: FitTask): Promise<FitResponse> {
  const child = fork(PROCESS, { execArgv: IS_SOURCE ? ['--import', 'tsx'] : [], serialization: 'advanced' })
  let answer: FitResponse | undefined
  child.once('message', (message: FitResponse) => {
    answer = message
  })
  // Both: its exit may be told before an answer that is still on the way, and until it is gone no other may begin.
  const gone = Promise.all([once(child, 'exit'), once(child, 'disconnect')])
  const sent = new Promise<void>((resolve, reject) => {
    child.send(task, (error) => (error ? reject(error) : resolve()))
  })
  await Promise.all([gone, sent])
  if (!answer) throw new Error('The fit ended without an answer')
  return answer
}
