import type { Generated, JSONColumnType } from 'kysely'
import type { EnrolmentReason, EnrolmentState, NurtureCampaignInput } from '../../shared/api/nurture.ts'

export interface NurtureTables {
  /** One that is deleted stays for the links of the mails it sent. */
  nurture_campaigns: {
    id: string
    version: number
    body: JSONColumnType<NurtureCampaignInput>
    enabled: boolean
    deleted: boolean
  }
  nurture_enrolments: {
    id: string
    nurture_campaign: string
    /** The part that stood for the component then. */
    lead: string
    hand_off: string
    /** The route it was enrolled by: it stays for as long as the lead is there. */
    route: string
    state: EnrolmentState
    reason: EnrolmentReason | null
    /** The last step done, and how many were: where that step is gone, the count says where to go on. */
    last_step: string | null
    done: number
    /** When the next step's delay began. */
    since: string
    /** Looked at then; null: only when something changes. */
    next_at: string | null
    enrolled_at: string
    ended_at: string | null
    came_back_to: string | null
  }
  /** `address`: suppressionKey of it. `links`: names of those that stand in the mail. */
  nurture_mails: {
    id: string
    nurture_campaign: string
    enrolment: string
    lead: string
    step: string
    address: number
    at: string
    links: JSONColumnType<string[]>
    outcome: NurtureOutcome | null
  }
  /** `judge_at`: until then it may turn out to be a scanner's; null: judged. */
  nurture_clicks: {
    id: string
    mail: string
    link: string
    at: string
    judge_at: string | null
    counted: Generated<boolean>
  }
}

export type NurtureOutcome = 'refused' | 'bounced' | 'complained' | 'replied'
