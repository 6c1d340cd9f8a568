import { type Kysely, sql } from 'kysely'

/** Nurture campaigns and those enrolled in them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** What is due is found by the partial indexes on times: they hold what waits, however much is done. */
const STATEMENTS: string[] = [
  `create table nurture_campaigns (
    id uuid primary key,
    version integer not null,
    body json not null,
    enabled boolean not null,
    deleted boolean not null default false
  )`,
  `create table nurture_enrolments (
    id uuid primary key,
    nurture_campaign uuid not null references nurture_campaigns,
    lead uuid not null,
    hand_off uuid not null,
    route text not null,
    state text not null check (state in ('active', 'waiting', 'paused', 'ended')),
    reason text,
    last_step text,
    done integer not null default 0,
    since timestamptz not null,
    next_at timestamptz,
    enrolled_at timestamptz not null,
    ended_at timestamptz,
    came_back_to text
  )`,
  `create index nurture_enrolments_due on nurture_enrolments (next_at) where next_at is not null`,
  `create unique index nurture_enrolments_live on nurture_enrolments (lead, nurture_campaign) where state <> 'ended'`,
  `create index nurture_enrolments_campaign on nurture_enrolments (nurture_campaign, id)`,
  `create index nurture_enrolments_ended on nurture_enrolments (nurture_campaign, state, reason, came_back_to)`,
  `create table nurture_mails (
    id uuid primary key,
    nurture_campaign uuid not null references nurture_campaigns,
    enrolment uuid not null references nurture_enrolments,
    lead uuid not null,
    step text not null,
    address bigint not null,
    at timestamptz not null,
    links json not null,
    outcome text
  )`,
  `create index nurture_mails_address on nurture_mails (address, at)`,
  `create index nurture_mails_enrolment on nurture_mails (enrolment)`,
  `create index nurture_mails_campaign on nurture_mails (nurture_campaign, outcome)`,
  `create index nurture_mails_lead on nurture_mails (lead)`,
  `create table nurture_clicks (
    id uuid primary key,
    mail uuid not null references nurture_mails on delete cascade,
    link text not null,
    at timestamptz not null,
    judge_at timestamptz,
    counted boolean not null default false,
    unique (mail, link)
  )`,
  `create index nurture_clicks_due on nurture_clicks (judge_at) where judge_at is not null`,
]
