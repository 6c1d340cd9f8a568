import { type Kysely, sql } from 'kysely'

/** The life of a hand-off at its channel. States get what folding knows since, and every lead a new change number. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const COLUMNS = [
  `campaign text`,
  `rule integer`,
  `rule_text text not null default ''`,
  `state text not null default 'waiting'
    check (state in ('waiting', 'delivered', 'accepted', 'returned', 'won', 'lost', 'withdrawn'))`,
  `version integer not null default 1`,
  `team text`,
  `owner text`,
  ...['captured', 'first_attempt', 'delivered', 'accepted', 'first_action', 'outcome', 'returned'].map(
    (step) => `${step}_at timestamptz`,
  ),
  `returned_by text`,
  `return_reason text`,
  `return_note text`,
  `outcome text check (outcome in ('won', 'lost'))`,
  `outcome_value double precision`,
  `outcome_currency text`,
  `outcome_reason text`,
  `outcome_by text`,
]

const STATEMENTS: string[] = [
  // A state is json and keeps its bytes: what is new comes last in it.
  `update leads set state = (left(state::text, -1) || ',"returns":[],"outcomes":[]}')::json`,
  `update leads set change = change + (select change from feed)`,
  `update feed set change = change * 2`,

  `alter table hand_offs ${COLUMNS.map((c) => `add column ${c}`).join(', ')}`,
  `update hand_offs h set campaign = l.campaign,
    captured_at = nullif(l.state->>'capturedAt', '')::timestamptz,
    first_attempt_at = nullif(l.state->'calls'->0->>'startedAt', '')::timestamptz
    from leads l where l.id = h.lead`,
  // Without a delivery there was nothing to wait for: the lead was with its channel at once.
  `update hand_offs h set state = 'delivered', delivered_at = coalesce(
      (select max(d.delivered_at) from deliveries d where d.hand_off = h.id), h.at)
    where not exists (select from deliveries d where d.hand_off = h.id)
      or exists (select from deliveries d where d.hand_off = h.id and d.state = 'delivered')`,
  `alter table hand_offs alter column campaign set not null`,

  `create index hand_offs_campaign on hand_offs (campaign, at)`,
  `create index hand_offs_team on hand_offs (team, id)`,
  `create index hand_offs_owner on hand_offs (owner, id)`,
  `create index hand_offs_open on hand_offs (team, id) where state in ('waiting', 'delivered', 'accepted')`,

  `create table hand_off_actions (
    hand_off uuid not null references hand_offs on delete cascade,
    kind text not null,
    note text not null,
    by text not null,
    at timestamptz not null,
    primary key (hand_off, at, kind, by)
  )`,
]
