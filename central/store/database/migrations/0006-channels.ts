import { type Kysely, sql } from 'kysely'

/** Webhooks of the hand-off channels, and the deliveries to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** A delivery outlives its channel: no reference. Its body goes when it is delivered. */
const STATEMENTS = [
  `create table channels (
    id text primary key,
    channel text not null,
    campaign text references campaigns,
    url text not null,
    secrets json not null,
    enabled boolean not null,
    allow_private boolean not null,
    disabled_because text
  )`,
  `create table deliveries (
    id uuid primary key,
    hand_off uuid not null references hand_offs,
    lead uuid not null,
    channel text not null,
    state text not null check (state in ('waiting', 'delivered', 'dead')),
    attempts integer not null default 0,
    last_status integer,
    last_error text,
    next_at timestamptz,
    delivered_at timestamptz,
    body text
  )`,
  `create index deliveries_state on deliveries (state, id)`,
  `create index deliveries_hand_off on deliveries (hand_off)`,
]
