import { type Kysely, sql } from 'kysely'

/** Channels of more kinds than webhooks; who of a channel gets what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

const STATEMENTS = [
  `alter table channels add column settings json`,
  `update channels set settings = json_build_object('kind', 'webhook', 'url', url, 'allowPrivate', allow_private,
    'mapping', json_build_array())`,
  `alter table channels alter column settings set not null, drop column url, drop column allow_private`,
  `alter table deliveries add column mail uuid, add column link text`,
  `create index deliveries_mail on deliveries (mail) where mail is not null`,
  `create index deliveries_dead on deliveries (channel, id) where state = 'dead'`,
  `create table distributions (
    id text primary key,
    channel text not null,
    campaign text references campaigns,
    rules json not null,
    version integer not null
  )`,
  // When each person's turn was last, by the rule's name: it outlives changes of the rules.
  `create table deal_turns (
    distribution text not null references distributions on delete cascade,
    rule text not null,
    person text not null references people on delete cascade,
    turn bigint not null,
    primary key (distribution, rule, person)
  )`,
  `create table receivers (
    person text primary key references people on delete cascade,
    calendar json,
    capacity integer
  )`,
  `alter table hand_offs add column dealt_by text`,
]
