import type { FieldId } from '../../../shared/lead/catalog.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { Derived } from './derive.ts'
import type { HeldLead } from './ingest-types.ts'
import type { LeadWrite } from './write-leads.ts'

/** What a batch makes of one part. All parts of a component change together. */
export interface Change {
  /** The part as it is now. */
  part: Lead
  /** Its row as it was; null: the batch makes the part. */
  before: HeldLead | null
  /** The component it is in now, combined: the lead as it is shown. Its id is that of the component. */
  lead: Lead
  /** The component it was in, combined; null: it was in none. */
  was: Lead | null
  derived: Derived
  owner: string | null
  /** One for all parts of a component: what commands expect. */
  version: number
}

/** True for the one part by which a component is counted, queued and handed off. */
export const isAnchor = ({ part, lead }: Change): boolean => part.id === lead.id

/** Whether anything came to one of these fields: a fold leaves the others' versions as they are, to the object. */
export const touches = (
  { before, part }: Pick<Change, 'before' | 'part'>,
  fields: readonly FieldId[],
): boolean => before === null || fields.some((field) => before.state.fields[field] !== part.fields[field])

/** The row of a changed part. What is derived stands in every part's row; queries read it in the anchor's. */
export function rowOf(c: Change, change: number, now: number): LeadWrite {
  const { before, derived, lead, part } = c
  const stays = before !== null && before.owner === c.owner
  return {
    id: part.id,
    component: lead.id,
    campaign: lead.campaign,
    owner: c.owner,
    stage: derived.stage,
    version: c.version,
    assigned_at: stays ? before.assignedAt : new Date(now).toISOString(),
    change,
    state: part,
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
    captured_at: part.capturedAt || null,
    source: part.responses[0]?.channel ?? null,
    reached: part.calls.some((call) => call.flags?.rightParty === true),
  }
}
