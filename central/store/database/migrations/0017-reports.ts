import { type Kysely, sql } from 'kysely'

/** What reports ask of leads and of purchases, found by an index on the time asked. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/**
 * Worked out of the state whenever it is written, so that no report opens states. Instants in it are ISO text of one form, which sorts as
 * they do. `source`: the channel of the first response. `reached`: a call came to the person meant.
 */
const STATEMENTS = [
  `alter table leads
    add column captured_at text collate "C" generated always as (nullif(state->>'capturedAt', '')) stored,
    add column source text generated always as (state->'responses'->0->>'channel') stored,
    add column reached boolean generated always as (
      coalesce(jsonb_path_exists((state->'calls')::jsonb, '$[*].flags.rightParty ? (@ == true)'), false)) stored`,
  `create index leads_captured on leads (captured_at) where id = component`,
  `create index hand_offs_won on hand_offs (outcome_at) where outcome = 'won'`,
]
