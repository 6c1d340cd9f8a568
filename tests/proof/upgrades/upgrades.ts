import { type Central, startCentral } from '../../../central/start-central.ts'
import type { Db } from '../../../central/store/database/schema.ts'
import type { Draft } from '../../../renderer/db/draft.ts'
import { runRound } from '../../../renderer/sync/engine.ts'
import { createApi } from '../../../renderer/sync/transport.ts'
import { PROTOCOL, type SyncResponse, syncResponse } from '../../../shared/sync/protocol.ts'
import { newId, newPerson, removeDataDir, type TestCentral, testCentral } from '../../central/support.ts'
import { answerDraft, captureDraft } from '../../renderer/support/leads.ts'
import { createMachine, type Running } from '../../renderer/support/machine.ts'
import type { Asked, Outcome, Proof } from '../proof.ts'
import { withCentral } from '../support/central.ts'
import type { Databases } from '../support/databases.ts'
import { type Fixture, fixtures, machineOf } from './fixtures.ts'

/** [RD13] [SY27] [SY48] What earlier versions left waiting arrives; other versions refuse each other in words; a backup costs nothing. */
export const upgrades: Proof = {
  name: 'upgrades',
  async run({ databases }: Asked): Promise<Outcome> {
    const all = fixtures()
    const failures: string[] = []
    const note = (what: string, problems: string[]) =>
      failures.push(...problems.map((p) => `${what}: ${p}\n  replay: npm run proof -- upgrades`))
    for (const fixture of all)
      await withCentral(databases, async (central) => {
        note(`protocol ${fixture.protocol}, database ${fixture.database}`, await upgraded(central, fixture))
      })
    note('an older backup', await restored(databases))
    return {
      size: `protocols ${all.map((f) => f.protocol)} with databases ${all.map((f) => f.database)}, 500 events each; a backup`,
      seeds: '-',
      failures,
      note: 'all arrive once; another version is refused and costs nothing',
    }
  },
}

/** Calls as a signed-in person; `protocol`: what the desk says it speaks, where that is not what it does. */
function portOf({ port }: Running, fetch: typeof globalThis.fetch) {
  const api = createApi(fetch)
  return (protocol = PROTOCOL) =>
    runRound({
      port,
      deviceState: () => 'ready',
      onMoved: () => undefined,
      send: (request) =>
        api.request({ method: 'POST', path: 'sync', schema: syncResponse, body: { ...request, protocol } }),
    })
}

const fetchAs =
  (url: () => string, token: string): typeof globalThis.fetch =>
  (input, init) =>
    fetch(`${url()}${String(input)}`, {
      ...init,
      headers: { ...(init?.headers as Record<string, string>), authorization: `Bearer ${token}` },
    })

async function upgraded(central: TestCentral, fixture: Fixture): Promise<string[]> {
  const { db } = central.store
  const email = 'fixture@example.com'
  const named = { id: fixture.person, name: 'Fixture', email, role: 'agent' as const }
  const person = await newPerson(db, named)
  const { token } = await central.signIn(person)
  const machine = await machineOf(fixture, Date.now)
  const running = await machine.start()
  const problems: string[] = []
  if (running.notice) problems.push(`the person was told: ${running.notice.message}`)
  const waiting = running.port.next(1000).map((e) => e.event.id)
  if (String(waiting) !== String(fixture.events.map((e) => e.id)))
    problems.push(`${waiting.length} events wait`)
  const round = portOf(
    running,
    fetchAs(() => central.url, token),
  )
  for (const other of [fixture.protocol === PROTOCOL ? PROTOCOL - 1 : fixture.protocol, PROTOCOL + 1]) {
    const refused = await round(other).then(
      () => 'nothing',
      (error: { reaction?: string }) => error.reaction,
    )
    if (refused !== 'update') problems.push(`version ${other} was answered: ${refused}`)
    if (running.port.waiting() !== waiting.length || (await storedOf(db)).size > 0)
      problems.push(`version ${other} cost events`)
  }
  problems.push(...(await unread(running, token, central.url)))
  await round()
  problems.push(
    ...(await arrived(
      running,
      db,
      fixture.events.map((e) => e.id),
    )),
  )
  await running.stop()
  return problems
}

/** Central takes it in, but answers as another version would: nothing of what was sent counts as arrived. */
async function unread(running: Running, token: string, url: string): Promise<string[]> {
  const waiting = running.port.waiting()
  const asPerson = fetchAs(() => url, token)
  const round = portOf(running, async (input, init) => {
    const { verdicts, ...other } = (await (await asPerson(input, init)).json()) as SyncResponse
    return Response.json({ ...other, results: verdicts })
  })
  const said = await round().then(
    () => 'nothing',
    (error: { reaction?: string }) => error.reaction,
  )
  if (said === 'update' && running.port.waiting() === waiting) return []
  return [`an answer of another version: told ${said}, ${running.port.waiting()} of ${waiting} wait`]
}

/** Central comes back as it was before the desk's last rounds; the desk's cursor is from after that. */
async function restored(databases: Databases): Promise<string[]> {
  const database = await databases.create()
  const first = await testCentral({ databaseUrl: database.url, logLevel: 'silent' })
  const { ana } = first.people
  const { token } = await first.signIn(ana)
  const start = (databaseUrl: string, newEpoch: boolean) =>
    startCentral({
      dataDir: first.dataDir,
      databaseUrl,
      port: 0,
      staticDir: null,
      logLevel: 'silent',
      newEpoch,
    })
  let central: Central = first
  const running = await (await ownMachine(ana.id)).start()
  const round = portOf(
    running,
    fetchAs(() => central.url, token),
  )
  const lead = newId()
  const saved: string[] = []
  const work = async (drafts: Draft[]) => {
    await running.transactor.commit(drafts)
    saved.push(...running.port.next(1000).map((e) => e.event.id))
    await round()
  }
  const answers = (count: number) => Array.from({ length: count }, () => answerDraft(lead, 'budget', 'none'))
  await work([captureDraft(lead), ...answers(100)])
  await first.close()
  const backup = await databases.copyOf(database)
  central = await start(database.url, false)
  await work(answers(100))
  await central.close()
  central = await start(backup.url, true)
  await work(answers(10))
  const problems = await arrived(running, central.store.db, saved)
  await running.stop()
  await central.close()
  await removeDataDir(first.dataDir)
  await backup.drop()
  await database.drop()
  return problems
}

async function ownMachine(person: string) {
  const machine = await createMachine(person, {
    get now() {
      return Date.now()
    },
  })
  await machine.loseDatabase()
  return machine
}

const storedOf = async (db: Db) =>
  new Set((await db.selectFrom('events').select('id').execute()).map((e) => e.id))

/** Everything is at central or parked, nothing waits, and the desk has what central has. */
async function arrived({ port, reader }: Running, db: Db, ids: readonly string[]): Promise<string[]> {
  const problems: string[] = []
  const stored = await storedOf(db)
  const parked = await reader.parked()
  const missing = ids.filter((id) => !stored.has(id))
  if (missing.length > 0) problems.push(`${missing.length} events are not at central`)
  if (parked.length > 0) problems.push(`${parked.length} are parked: ${parked[0]!.fault.message}`)
  if (port.waiting() > 0) problems.push(`${port.waiting()} wait`)
  for (const { id, state, stage } of await db
    .selectFrom('leads')
    .select(['id', 'state', 'stage'])
    .execute()) {
    const here = (await reader.parts(id)).find((p) => p.id === id)
    if (stage === 'open' && JSON.stringify(here) !== JSON.stringify(state))
      problems.push(`lead ${id} differs`)
  }
  return problems
}
