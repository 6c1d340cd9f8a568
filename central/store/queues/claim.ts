import { type ContactGround, closedBecause, numbersOf } from '../../../shared/contact/contact-of.ts'
import { combine } from '../../../shared/events/combine.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import { suppressionKey } from '../../../shared/lead/suppression.ts'
import type { LeadSnapshot, Person } from '../../../shared/sync/protocol.ts'
import { mayClaim } from '../../auth/may-see.ts'
import { inTransaction } from '../database/retry.ts'
import type { Tx } from '../database/schema.ts'
import { lockParts, partsOf } from '../leads/components.ts'
import type { IngestDeps } from '../leads/ingest-types.ts'
import { suppressedBy } from '../suppressions/suppressions.ts'
import { moveLeads } from './move-leads.ts'

const PAGE = 100
/** Bounds what one claim reads when nobody may be called: at night, in a pool of one country. */
const PAGES = 50

/** A lead of the pool, by its first part. */
interface Candidate {
  id: string
  due: string
  change: number
  policyVersion: number
}

/**
 * Takes the most urgent lead of the pool of the agent's team that may be called now, by the contact rules too, with all its parts; empty when there is
 * none. Two who claim at once get two leads.
 */
export function claim(deps: IngestDeps, agent: Person, now: number): Promise<LeadSnapshot[]> {
  return inTransaction(deps.db, async (tx) => {
    const at = new Date(now).toISOString()
    let after: Candidate | null = null
    for (let page = 0; page < PAGES; page += 1) {
      const candidates = await candidatesAfter(tx, agent, after, at)
      for (const candidate of await callable(tx, deps, candidates, at)) {
        if (!(await lockAnchor(tx, candidate))) continue
        const parts = await lockParts(tx, [candidate.id])
        await moveLeads(tx, parts, agent.id, { actor: agent.id, reason: 'claimed', now })
        return parts.map(({ state, version, stage }) => ({
          lead: state,
          owner: agent.id,
          version: version + 1,
          stage,
          assignedAt: at,
        }))
      }
      after = candidates.at(-1) ?? null
      if (candidates.length < PAGE) break
    }
    return []
  })
}

function candidatesAfter(tx: Tx, agent: Person, after: Candidate | null, at: string): Promise<Candidate[]> {
  let query = tx
    .selectFrom('leads')
    .select(['id', 'due', 'change'])
    .select((eb) =>
      eb
        .selectFrom('campaigns as c')
        .select('c.policy_version')
        .whereRef('c.id', '=', 'leads.campaign')
        .as('policyVersion'),
    )
    .whereRef('id', '=', 'component')
    .where('owner', 'is', null)
    .where(mayClaim(agent))
    .where('campaign', 'not in', (eb) =>
      eb.selectFrom('campaigns').select('id').where('archived_at', 'is not', null),
    )
    .where('stage', '=', 'open')
    // What they gave back themselves, and nobody had since, is for somebody else.
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('assignments as a')
            .select('a.lead')
            .whereRef('a.lead', '=', 'leads.id')
            .where('a.to_change', 'is', null)
            .where('a.actor', '=', agent.id),
        ),
      ),
    )
    .where('work', 'in', ['call', 'callback'])
    .where('due', 'is not', null)
    .where((eb) => eb.or([eb('not_before', 'is', null), eb('not_before', '<=', at)]))
    .orderBy('due')
    .orderBy('id')
    .limit(PAGE)
  if (after) {
    const { due, id } = after
    query = query.where((eb) =>
      eb.or([eb('due', '>', due), eb.and([eb('due', '=', due), eb('id', '>', id)])]),
    )
  }
  return query.execute() as Promise<Candidate[]>
}

/** Those of the candidates with a number that may be dialed at this instant. */
async function callable(
  tx: Tx,
  deps: IngestDeps,
  candidates: readonly Candidate[],
  at: string,
): Promise<Candidate[]> {
  const parts = await partsOf(
    tx,
    candidates.map((c) => c.id),
  )
  const leads = new Map([...parts].map(([id, states]): [string, Lead] => [id, combine(states)]))
  const keys = [...leads.values()].flatMap((l) => numbersOf(l).map((n) => suppressionKey('phone', n)))
  const suppressed = await suppressedBy(tx, keys)
  const open: Candidate[] = []
  for (const candidate of candidates) {
    const lead = leads.get(candidate.id)
    if (!lead) continue
    const { policy } = await deps.policies.version(tx, candidate.policyVersion)
    const ground: ContactGround = { policy, suppressedBy: (key) => suppressed.get(key) ?? null }
    if (numbersOf(lead).some((n) => closedBecause(lead, n, ground, at).length === 0)) open.push(candidate)
  }
  return open
}

/** False when somebody else has it, or changed it, since it was read. */
async function lockAnchor(tx: Tx, { id, change }: Candidate): Promise<boolean> {
  const row = await tx
    .selectFrom('leads')
    .select('id')
    .where('id', '=', id)
    .where('change', '=', change)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  return row !== undefined
}
