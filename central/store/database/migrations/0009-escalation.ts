import { type Kysely, sql } from 'kysely'

/** Clocks of time limits, and escalations. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/**
 * `subject`: the hand-off, or the lead of the call center. A clock that has come to a level is an escalation. Only what is still to come
 * stands in `next_at`, so that the index of what is due holds no more than that.
 */
const STATEMENTS = [
  `create table clocks (
    id uuid primary key,
    subject uuid not null,
    lead uuid not null,
    hand_off uuid,
    step text not null check (step in ('attempt', 'accept', 'act', 'outcome')),
    campaign text not null,
    route text not null,
    team text,
    owner text,
    held_since timestamptz not null,
    started_at timestamptz not null,
    due_at timestamptz not null,
    next_at timestamptz,
    stopped_at timestamptz,
    level text check (level in ('nudged', 'reassigned', 'escalated')),
    level_at timestamptz,
    state text not null default 'open' check (state in ('open', 'acknowledged', 'resolved')),
    acknowledged_by text,
    acknowledged_at timestamptz,
    resolved_by text,
    resolved_at timestamptz,
    resolved_because text,
    version integer not null default 1
  )`,
  `create index clocks_due on clocks (next_at) where next_at is not null`,
  `create unique index clocks_running on clocks (subject, step) where stopped_at is null`,
  `create index clocks_owner on clocks (owner) where stopped_at is null`,
  `create index clocks_overdue on clocks (due_at) where stopped_at is null`,
  `create index clocks_lead on clocks (lead)`,
  `create index clocks_raised on clocks (state, level_at, id) where level is not null`,
  `create index clocks_listed on clocks (level_at, id) where level is not null`,
  `create index clocks_of_owner on clocks (owner, level_at, id) where level is not null`,
]
