import type { ColumnType } from 'kysely'
import type { ToldCampaigns } from '../store/database/schema.ts'

export interface DeviceTables {
  /** Events that devices handed in which may no longer work. */
  quarantine: {
    id: string
    person: string
    device: string
    lead: string | null
    type: string
    /** As it came; null once it is central's, or was discarded some time ago. */
    event: ColumnType<object | null, never, null>
    received_at: string
    /** The change number that its device stood at the round before the one it came with. */
    as_of: number | null
    /** As with the device when it came; null: that is not known. */
    campaigns: ToldCampaigns | null
    state: 'waiting' | 'released' | 'discarded'
    decided_at: string | null
    decided_by: string | null
  }
  /** What is left of an erasure. `lead`: the component that it was then. */
  erasures: {
    id: string
    lead: string
    at: string
    actor: string
    reason: string
    suppressed: boolean
  }
  /** Ids of leads, parts each, that must not come back. */
  erased_leads: { lead: string; erasure: string; change: number }
  /** Ids of their captures: a row or response that is sent again makes no new lead. */
  erased_captures: { event: string }
}
