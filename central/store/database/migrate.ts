import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import * as imports from '../../imports/migration.ts'
import * as first from './migrations/0001-first.ts'
import * as lateAndDemo from './migrations/0003-late-and-demo.ts'
import * as components from './migrations/0004-components.ts'
import * as qualification from './migrations/0005-qualification.ts'
import * as channels from './migrations/0006-channels.ts'
import * as handOffs from './migrations/0007-hand-offs.ts'
import * as distribution from './migrations/0008-distribution.ts'
import * as escalation from './migrations/0009-escalation.ts'
import * as mail from './migrations/0010-mail.ts'
import * as nurture from './migrations/0011-nurture.ts'
import * as accounts from './migrations/0012-accounts.ts'
import * as devices from './migrations/0013-devices.ts'
import * as enrichers from './migrations/0014-enrichers.ts'
import * as policies from './migrations/0015-policies.ts'
import * as escalationWebhooks from './migrations/0016-escalation-webhooks.ts'
import * as reports from './migrations/0017-reports.ts'
import * as campaignsAndImports from './migrations/0018-campaigns-and-imports.ts'
import * as supervisor from './migrations/0019-supervisor.ts'
import * as toldCampaigns from './migrations/0023-told-campaigns.ts'
import * as leadColumns from './migrations/0024-lead-columns.ts'

/** In order, forward only: a migration that was released never changes. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-first': first,
  '0002-imports': imports,
  '0003-late-and-demo': lateAndDemo,
  '0004-components': components,
  '0005-qualification': qualification,
  '0006-channels': channels,
  '0007-hand-offs': handOffs,
  '0008-distribution': distribution,
  '0009-escalation': escalation,
  '0010-mail': mail,
  '0011-nurture': nurture,
  '0012-accounts': accounts,
  '0013-devices': devices,
  '0014-enrichers': enrichers,
  '0016-escalation-webhooks': escalationWebhooks,
  '0017-reports': reports,
  '0015-policies': policies,
  '0018-campaigns-and-imports': campaignsAndImports,
  '0019-supervisor': supervisor,
  '0023-told-campaigns': toldCampaigns,
  '0024-lead-columns': leadColumns,
}

/** Brings the database to this program's schema, under the migrator's lock. Throws when a later program has already been at it. */
export async function migrate<T>(db: Kysely<T>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => MIGRATIONS },
    allowUnorderedMigrations: false,
  })
  await refuseOldServer(db)
  await refuseNewer(db)
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
}

/** Whether the database has exactly this program's tables: a later program may have come by since the start. */
export async function isCurrent<T>(db: Kysely<T>): Promise<boolean> {
  const done = await migrationsDone(db)
  return done.length === Object.keys(MIGRATIONS).length && done.every((name) => name in MIGRATIONS)
}

async function refuseNewer<T>(db: Kysely<T>): Promise<void> {
  const unknown = (await migrationsDone(db)).filter((name) => !(name in MIGRATIONS))
  if (unknown.length > 0) {
    throw new Error(
      `This database was made by a newer version of Leadwright (it has ${unknown.join(', ')}): update this program`,
    )
  }
}

/** Their names, in order; none in a database that was never migrated. */
async function migrationsDone<T>(db: Kysely<T>): Promise<string[]> {
  const table = await sql<{ there: boolean }>`
    select to_regclass('kysely_migration') is not null as there`.execute(db)
  if (!table.rows[0]?.there) return []
  const done = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db)
  return done.rows.map((r) => r.name)
}

async function refuseOldServer<T>(db: Kysely<T>): Promise<void> {
  const found = await sql<{ version: string; number: string }>`
    select current_setting('server_version') as version, current_setting('server_version_num') as number`.execute(
    db,
  )
  const { version, number } = found.rows[0]!
  if (Number(number) < 150_000)
    throw new Error(`Leadwright needs PostgreSQL 15 or later; this server is ${version}`)
}
