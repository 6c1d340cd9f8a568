import type { Generated } from 'kysely'
import type { ActionKind, HandOffState } from '../../shared/api/hand-offs.ts'
import type { Outcome, ReturnReason } from '../../shared/lead/hand-off.ts'
import type { HandOffChannel, RouteId } from '../../shared/lead/route.ts'

export interface HandOffTables {
  /** `at`: when it was decided. `lead`: the first part of its component of then. */
  hand_offs: {
    id: string
    lead: string
    campaign: string
    route: RouteId
    channel: HandOffChannel
    policy_version: number
    /** The deciding rule's place in its policy; null: the route was set by hand, or the hand-off is older than this column. */
    rule: number | null
    rule_text: string
    low: number
    high: number
    expected: number
    as_of: string
    at: string
    state: Generated<HandOffState>
    version: Generated<number>
    team: string | null
    owner: string | null
    /** Who dealt it: a rule or a person. */
    dealt_by: string | null
    captured_at: string | null
    first_attempt_at: string | null
    delivered_at: string | null
    accepted_at: string | null
    first_action_at: string | null
    outcome_at: string | null
    returned_at: string | null
    returned_by: string | null
    return_reason: ReturnReason | null
    return_note: string | null
    outcome: Outcome | null
    outcome_value: number | null
    outcome_currency: string | null
    outcome_reason: string | null
    outcome_by: string | null
  }
  /** What was done about hand-offs; the same of one moment is one. */
  hand_off_actions: { hand_off: string; kind: ActionKind; note: string; by: string; at: string }
}
