import { type Kysely, sql } from 'kysely'

/** The history of each campaign's policy. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db)
}

/** Of what was published before, the versions in force are known: when and by whom is not. */
const STATEMENTS = [
  `create table policy_publications (
    campaign text not null references campaigns,
    version integer not null references policies,
    note text not null,
    "by" text not null,
    at timestamptz not null,
    from_version integer references policies,
    restores integer references policies,
    primary key (campaign, version)
  )`,
  `insert into policy_publications (campaign, version, note, "by", at)
    select id, policy_version, '', 'system:central', now() from campaigns`,
]
