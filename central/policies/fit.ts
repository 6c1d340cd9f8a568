import { fork } from 'node:child_process'
import { sql } from 'kysely'
import type { FitResponse } from '../../shared/api/policies.ts'
import { combine } from '../../shared/events/combine.ts'
import type { KnownOutcome } from '../../shared/policy/fit/from-leads.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { versionOf } from '../store/campaigns.ts'
import { grouped } from '../store/grouped.ts'
import type { IngestDeps } from '../store/ingest-types.ts'
import type { Db } from '../store/schema.ts'

/** As central itself runs: from its source, or built: this is part of dist/central/assets then. */
const IS_SOURCE = import.meta.url.endsWith('.ts')
const PROCESS = new URL(IS_SOURCE ? './fit-process.ts' : '../fit-process.js', import.meta.url)

/** Leads a query; and at most as many in all, those with the latest outcomes. */
const BATCH = 500
const MOST = 50_000

/** Fits the points of a campaign's policy to what became of its leads, in a process of its own. Nothing is published. */
export async function fitToOutcomes(deps: IngestDeps, campaign: string): Promise<FitResponse> {
  const { policy } = await deps.policies.version(deps.db, await versionOf(deps.db, campaign))
  return inProcess(policy, await knownOutcomes(deps.db, campaign))
}

/** Each lead with the latest outcome of its hand-offs, as of the day that hand-off was decided. */
async function knownOutcomes(db: Db, campaign: string): Promise<KnownOutcome[]> {
  const rows = await db
    .selectFrom('hand_offs as h')
    .innerJoin('leads', 'leads.id', 'h.lead')
    .distinctOn('leads.component')
    .select(['leads.component', 'h.outcome', 'h.as_of as asOf', 'h.outcome_at as at'])
    .where('h.campaign', '=', campaign)
    .where('h.outcome', 'is not', null)
    .orderBy('leads.component')
    .orderBy('h.outcome_at', 'desc')
    .execute()
  const latest = rows.sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? 1 : -1)).slice(0, MOST)
  const known: KnownOutcome[] = []
  for (let from = 0; from < latest.length; from += BATCH) {
    const part = latest.slice(from, from + BATCH)
    const ids = part.map((r) => r.component)
    const states = await db
      .selectFrom('leads')
      .select(['component', 'state'])
      .where('component', '=', sql<string>`any(${ids}::uuid[])`)
      .orderBy('id')
      .execute()
    const byComponent = grouped(
      states,
      (s) => s.component,
      (s) => s.state,
    )
    for (const { component, outcome, asOf } of part) {
      const parts = byComponent.get(component)
      if (parts) known.push({ lead: combine(parts), won: outcome === 'won', asOf })
    }
  }
  return known
}

function inProcess(policy: Policy, leads: readonly KnownOutcome[]): Promise<FitResponse> {
  return new Promise((resolve, reject) => {
    const child = fork(PROCESS, { execArgv: IS_SOURCE ? ['--import', 'tsx'] : [], serialization: 'advanced' })
    child.once('message', (answer: FitResponse) => resolve(answer))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`The fit ended without an answer (${code})`)))
    child.send({ policy, leads }, (error) => error && reject(error))
  })
}
