import { QUEUES } from '../../../central/background.ts'
import { startJobs } from '../../../central/jobs/jobs.ts'
import { openDatabase } from '../../../central/store/database/database.ts'
import { migrate } from '../../../central/store/database/migrate.ts'
import { databaseOn } from '../../central/support.ts'

/** A server on which databases with all tables are made by copying one. */
export interface Databases {
  /** The name of the one they are copied from. */
  template: string
  create(): Promise<OwnDatabase>
  /** As it is now; nobody may be connected to it. */
  copyOf(database: OwnDatabase): Promise<OwnDatabase>
  drop(): Promise<void>
}

export type OwnDatabase = Awaited<ReturnType<typeof databaseOn>>

export async function databasesOn(server: string): Promise<Databases> {
  const template = await databaseOn(server)
  const { db, close } = openDatabase(() => template.url, ignoreLost)
  await migrate(db)
  await close()
  const jobs = await startJobs({
    url: () => template.url,
    onError: ignoreLost,
    queues: QUEUES,
    pollSeconds: 2,
  })
  await jobs.stop()
  return {
    template: template.name,
    create: () => databaseOn(server, template.name),
    copyOf: ({ name }) => databaseOn(server, name),
    drop: () => template.drop(),
  }
}

/** The connections of a database that is dropped break. */
export const ignoreLost = (): void => undefined
