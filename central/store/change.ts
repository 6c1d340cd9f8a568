import type { Lead } from '../../shared/lead/lead.ts'
import type { Derived } from './derive.ts'
import type { HeldLead } from './ingest-types.ts'
import type { LeadWrite } from './write-leads.ts'

/** What a batch makes of one lead. */
export interface Change {
  lead: Lead
  /** null: the batch makes the lead. */
  before: HeldLead | null
  derived: Derived
  owner: string | null
}

/** The row of a changed lead. Owner and stage carry a version of their own, which commands expect. */
export function rowOf(c: Change, change: number, now: number): LeadWrite {
  const { before, derived, lead } = c
  const moved = !before || before.owner !== c.owner
  const turned = moved || before.stage !== derived.stage
  return {
    id: lead.id,
    campaign: lead.campaign,
    owner: c.owner,
    stage: derived.stage,
    version: (before?.version ?? 0) + (turned ? 1 : 0),
    assigned_at: before && !moved ? before.assignedAt : new Date(now).toISOString(),
    change,
    state: lead,
    route: derived.decision.route,
    decision: derived.decision.state,
    low: derived.decision.low,
    high: derived.decision.high,
    expected: derived.decision.expected,
    work: derived.work.do,
    due: derived.due,
    not_before: derived.notBefore,
    late_from: derived.lateFrom,
    policy_version: derived.policyVersion,
    as_of: derived.asOf,
  }
}
