import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { embeddedServer } from '../../central/postgres/embedded.ts'
import { placeOf } from '../../central/postgres/place.ts'
import { build } from '../../scripts/build/build.ts'
import { projectRoot } from '../../scripts/project-root.ts'
import { removeDataDir } from '../central/support.ts'
import { databasesOn } from '../proof/support/databases.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL server on which tests make databases of their own; null: each central starts the one that comes with it. */
    databaseServer: string | null
    /** On it a database with all tables, to make others as copies of. */
    databaseTemplate: string
  }
}

/**
 * Which PostgreSQL the tests of central run on, by LEADWRIGHT_TEST_DATABASE: a server's address; 'embedded', the server that central
 * starts by itself, one for each; left out: one server for all, which does not wait for the disk.
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  // Programs are started as they are installed: by way of the sources each start would cost two seconds of a core more.
  await build(projectRoot, console.log, ['central'])
  const asked = process.env.LEADWRIGHT_TEST_DATABASE
  if (asked === 'embedded') {
    project.provide('databaseServer', null)
    return
  }
  const server = asked ? { url: asked, stop: async () => undefined } : await testServer()
  const databases = await databasesOn(server.url)
  project.provide('databaseServer', server.url)
  project.provide('databaseTemplate', databases.template)
  return async () => {
    await databases.drop()
    await server.stop()
  }
}

/** Each test file has a central or several, each up to some twenty. */
const CONNECTIONS = 300

/** A PostgreSQL server in a folder of its own, which does not wait for the disk. */
export async function testServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'leadwright-test-server-'))
  await chmod(dataDir, 0o755)
  const server = await embeddedServer(dataDir, await placeOf(dataDir), CONNECTIONS)
  const client = new pg.Client({ connectionString: server.url() })
  await client.connect()
  await client.query('alter system set fsync = off')
  // Pages half written are a lost machine's: nothing here would survive that. Most of what making a database costs is copies of them.
  await client.query('alter system set full_page_writes = off')
  await client.query('select pg_reload_conf()')
  await client.end()
  return {
    url: server.url(),
    async stop() {
      await server.stop()
      await removeDataDir(dataDir)
    },
  }
}
