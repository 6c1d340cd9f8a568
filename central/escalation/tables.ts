import type { Generated, Selectable } from 'kysely'
import type { Escalation } from '../../shared/api/escalations.ts'
import type { RouteId } from '../../shared/lead/route.ts'
import type { SlaStep } from '../../shared/policy/sla.ts'

export interface ClockTable {
  id: string
  /** The hand-off, or the lead of the call center (its component). */
  subject: string
  lead: string
  hand_off: string | null
  step: SlaStep
  campaign: string
  route: RouteId
  /** The owner's; of one without an owner, the last owner's or the one whose inbox it lies in. */
  team: string | null
  owner: string | null
  /** Since when the owner has it. */
  held_since: string
  started_at: string
  due_at: string
  /** When to look at it again; null: nothing is to come. */
  next_at: string | null
  stopped_at: string | null
  level: Escalation['level'] | null
  level_at: string | null
  state: Generated<Escalation['state']>
  acknowledged_by: string | null
  acknowledged_at: string | null
  resolved_by: string | null
  resolved_at: string | null
  resolved_because: string | null
  version: Generated<number>
}

export type Clock = Selectable<ClockTable>

export interface EscalationTables {
  clocks: ClockTable
}
