import type { JSONColumnType } from 'kysely'
import type { DealRule } from '../../shared/api/distribution.ts'
import type { WorkingCalendar } from '../../shared/calendar/calendar.ts'
import type { HandOffChannel } from '../../shared/lead/route.ts'

export interface DistributionTables {
  distributions: {
    /** 'sales', or 'sales@spring' for one campaign. */
    id: string
    channel: HandOffChannel
    campaign: string | null
    rules: JSONColumnType<DealRule[]>
    version: number
  }
  /** When it was whose turn last: numbers that rise within a rule. */
  deal_turns: { distribution: string; rule: string; person: string; turn: number }
  receivers: {
    person: string
    /** null: around the clock. */
    calendar: JSONColumnType<WorkingCalendar> | null
    /** null: no limit. */
    capacity: number | null
  }
}
