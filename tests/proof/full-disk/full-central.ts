import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { v7 } from 'uuid'
import { backUp } from '../../../central/postgres/backup.ts'
import { writeNote } from '../../../renderer/flow/write-note.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import type { SyncResponse } from '../../../shared/sync/protocol.ts'
import { type TestCentral, type TestDevice, testCentral } from '../../central/support.ts'
import { until } from '../../e2e/support/central.ts'
import { readCentral } from '../simulation/at-central.ts'
import { liveDesk } from '../support/live-desk.ts'
import { createRandom } from '../support/random.ts'
import { hasTinyDisks, type TinyDisk, tinyDisk } from '../support/tiny-disk.ts'

const DISK_BYTES = 192 * 2 ** 20
/** A backup is not larger than what it is of. */
const SHELF_BYTES = DISK_BYTES
/** Requests until one is refused, each of so many events with so long a note. */
const [REQUESTS, EVENTS, NOTE] = [400, 50, 4000]
const BACK_MS = 60_000
const TAKEN = 'taken'

interface Found {
  failures: string[]
  note: string
}

/** [OB23] Central's whole disk is full, its database's log too; then there is room again. And the disk that a backup goes to. */
export async function fullCentral(times: number): Promise<Found> {
  if (!hasTinyDisks) return { failures: [], note: 'central: only root on Linux can make a tiny disk' }
  const folder = mkdtempSync(join(tmpdir(), 'leadwright-full-'))
  await chmod(folder, 0o755)
  const found: Found = { failures: [], note: '' }
  const [dataDir, shelf] = [join(folder, 'central'), join(folder, 'shelf')]
  const disk = tinyDisk(dataDir, DISK_BYTES)
  const other = tinyDisk(shelf, SHELF_BYTES)
  try {
    const central = await testCentral({ dataDir, logLevel: 'silent', now: Date.now })
    try {
      await worked(central, disk, times, found)
      await backedUp(central, other, shelf, found)
    } catch (error) {
      found.failures.push(`central: ${(error as Error).message}`)
    } finally {
      disk.free()
      await central.close()
    }
  } finally {
    disk.close()
    other.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return found
}

async function worked(central: TestCentral, disk: TinyDisk, times: number, found: Found): Promise<void> {
  const seed = 1
  const { store, people, url, signIn } = central
  const sender = await signIn(people.ben)
  const own = await signIn(people.ana)
  const leads = Array.from({ length: 5 }, () => v7())
  await own.sync(leads.map((id) => own.captured(id)))
  const of = { central: store.db, person: people.ana, url, now: Date.now, random: createRandom(seed) }
  const random = createRandom(seed)
  const desk = await liveDesk(of)
  const mine = v7()
  const sent: LeadEvent[] = [sender.captured(mine)]
  const statuses = new Map<number, number>()
  try {
    await until('the desk has its leads', async () => desk.desk.reader.rows().length === leads.length)
    for (let n = 0; n < times; n += 1) {
      disk.fill(random.below(4 * 2 ** 20))
      const refused = await fillUp(sender, mine, sent, statuses, found)
      if (n % 2 === 0) await endLog(central)
      for (const lead of leads) await writeNote(desk.desk, lead, v7(), `time ${n}`)
      disk.free()
      let answer = ''
      const isTaken = async () => {
        answer = await answerTo(sender, refused)
        return answer === TAKEN
      }
      await until('central takes again what it refused', isTaken, BACK_MS).catch((error: Error) => {
        throw new Error(`${error.message}; it answers ${answer}`)
      })
      await until('nothing waits at the desk', async () => desk.status().waiting === 0, BACK_MS)
    }
    const { events, problems } = await readCentral(store.db)
    found.failures.push(...problems)
    const lost = [...desk.saved, ...sent.map((e) => e.id)].filter((id) => !events.has(id))
    if (lost.length > 0)
      found.failures.push(`central: ${lost.length} events were saved or taken, and are lost`)
    const told = [...statuses].map(([status, count]) => `${count} x ${status}`).join(', ')
    found.note = `central: ${events.size} events, answers ${told}`
  } finally {
    await desk.close()
  }
}

/** The database needs a new file for its log, gets none, and ends itself, as PostgreSQL does: central starts it again when it can. */
async function endLog({ store: { db } }: TestCentral): Promise<void> {
  for (let n = 0; n < 3; n += 1) {
    const ended = await sql`select pg_switch_wal(), pg_logical_emit_message(false, 'proof', 'more')`
      .execute(db)
      .then(
        () => false,
        () => true,
      )
    if (ended) return
  }
}

/** Sends until central refuses; resolves to what it did, which is to be sent again. */
async function fillUp(
  sender: TestDevice,
  lead: string,
  sent: LeadEvent[],
  statuses: Map<number, number>,
  found: Found,
): Promise<LeadEvent[]> {
  for (let n = 0; n < REQUESTS; n += 1) {
    const notes = Array.from({ length: EVENTS }, () =>
      sender.event({ leadId: lead, type: 'note.written', payload: { note: v7(), text: noise() } }),
    )
    const batch = sent.length === 1 ? [...sent, ...notes] : notes
    const answer = await sender.post(batch)
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    sent.push(...notes)
    if (answer.ok) continue
    const kind = answer.headers.get('content-type') ?? ''
    if (answer.status !== 503 || !kind.startsWith('application/problem+json'))
      found.failures.push(`central: a full disk is answered ${answer.status} ${kind}: ${await answer.text()}`)
    return batch
  }
  found.failures.push('central: its disk was never full')
  return []
}

/** Text that nothing can compress. */
const noise = (): string =>
  Array.from({ length: NOTE }, () => Math.floor(Math.random() * 36).toString(36)).join('')

/** In words. */
async function answerTo(sender: TestDevice, batch: readonly LeadEvent[]): Promise<string> {
  const answer = await sender.post([...batch]).catch((error: Error) => error)
  if (answer instanceof Error) return answer.message
  if (!answer.ok) return `${answer.status} ${await answer.text()}`
  const { verdicts } = (await answer.json()) as SyncResponse
  const refused = verdicts.find((v) => v.verdict !== 'applied' && v.verdict !== 'duplicate')
  return refused ? JSON.stringify(refused) : TAKEN
}

async function backedUp(
  { dataDir }: TestCentral,
  disk: TinyDisk,
  shelf: string,
  found: Found,
): Promise<void> {
  disk.fill(2 ** 20)
  const told = await backUp(dataDir, join(shelf, 'monday')).then(
    () => 'that all is well',
    (error: Error) => error.message,
  )
  if (!told.includes('ENOSPC')) found.failures.push(`a backup onto a full disk says: ${told}`)
  disk.free()
  const left = readdirSync(shelf)
  if (left.length > 0) found.failures.push(`a backup onto a full disk leaves ${left.join(', ')}`)
  await backUp(dataDir, join(shelf, 'monday'))
}
