import type { Selectable } from 'kysely'
import type { HandOff } from '../../shared/api/hand-offs.ts'
import type { Tables } from '../store/database/schema.ts'

export type HandOffRow = Selectable<Tables['hand_offs']>

/** A hand-off as the API shows it. @param lead the lead it is of today: its own may have been merged into another one */
export function shown(row: HandOffRow, lead: string, due: HandOff['due']): HandOff {
  return {
    id: row.id,
    lead,
    campaign: row.campaign,
    route: row.route,
    channel: row.channel,
    rule: { index: row.rule, text: row.rule_text },
    policyVersion: row.policy_version,
    asOf: row.as_of,
    score: { low: row.low, high: row.high, expected: row.expected },
    state: row.state,
    version: row.version,
    team: row.team,
    owner: row.owner,
    steps: {
      capturedAt: row.captured_at,
      firstAttemptAt: row.first_attempt_at,
      decidedAt: row.at,
      deliveredAt: row.delivered_at,
      acceptedAt: row.accepted_at,
      firstActionAt: row.first_action_at,
      outcomeAt: row.outcome_at,
    },
    returned: row.returned_at === null ? null : returnOf(row, row.returned_at),
    outcome: row.outcome_at === null ? null : outcomeOf(row, row.outcome_at),
    due,
  }
}

const returnOf = (row: HandOffRow, at: string): HandOff['returned'] => ({
  reason: row.return_reason ?? 'other',
  note: row.return_note ?? '',
  by: row.returned_by ?? '',
  at,
})

const outcomeOf = (row: HandOffRow, at: string): HandOff['outcome'] => ({
  outcome: row.outcome ?? 'lost',
  value: row.outcome_value,
  currency: row.outcome_currency ?? '',
  reason: row.outcome_reason ?? '',
  by: row.outcome_by ?? '',
  at,
})
