import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../../../central/store/database/schema.ts'
import { metaOf } from '../../../renderer/db/database/database.ts'
import { FaultError } from '../../../renderer/db/errors.ts'
import { agentAct } from '../simulation/agent-acts.ts'
import { readCentral } from '../simulation/at-central.ts'
import { differs } from '../simulation/check.ts'
import { isRefusal } from '../simulation/refusals.ts'
import { type Office, supervisorAct } from '../simulation/supervisor-acts.ts'
import type { LiveDesk } from './live-desk.ts'
import type { Random } from './random.ts'

/** Between two things that a person does. */
const PAUSE_MS = 500

/** A person works until it is over; what they are refused, or cannot reach, is no problem. */
export async function workUntil(
  isOver: () => boolean,
  desk: LiveDesk,
  random: Random,
  office: Office,
): Promise<string[]> {
  const problems: string[] = []
  while (!isOver()) {
    await sleep(random.next() * PAUSE_MS)
    const supervises = desk.person.role === 'supervisor' && random.chance(0.6)
    const act = supervises ? supervisorAct(desk.desk, random, office) : agentAct(desk.desk, random)
    try {
      await act?.()
    } catch (error) {
      if (!isRefusal(error) && !(error instanceof FaultError))
        problems.push(`${desk.person.id}: ${error instanceof Error ? error.stack : error}`)
    }
  }
  return problems
}

/**
 * Waits until nothing waits and every desk has what central has; what is still wrong at the end of the time (by performance.now()).
 * `empty`: when nothing waited any more, however long comparing took.
 */
export async function settled(
  desks: readonly LiveDesk[],
  db: Db,
  until: number,
): Promise<{ problems: string[]; empty: number }> {
  let empty = Number.POSITIVE_INFINITY
  for (;;) {
    // Comparing takes longer than that where there is much: what is looked at last is looked at when the time is over.
    const began = performance.now()
    let problems = waitingNow(desks)
    if (problems.length === 0) {
      empty = Math.min(empty, began)
      problems = await wrongNow(desks, db)
    }
    if (problems.length === 0) return { problems, empty }
    if (began > until) return { problems: [...problems, ...(await Promise.all(desks.map(standing)))], empty }
    await sleep(1000)
  }
}

const waitingNow = (desks: readonly LiveDesk[]): string[] =>
  desks
    .filter((d) => d.status().waiting > 0)
    .map((d) => `${d.person.id}: ${d.status().waiting} events wait, ${d.status().connection}`)

/** Where a desk stands, for whoever reads of a failure. */
async function standing({ person, db, status }: LiveDesk): Promise<string> {
  const { connection, since, notice } = status()
  const cursor = (await metaOf(db, 'sync'))?.cursor
  return `${person.id}: ${connection} since ${since}, at ${cursor}${notice ? `, ${notice.message}` : ''}`
}

async function wrongNow(desks: readonly LiveDesk[], db: Db): Promise<string[]> {
  const central = await readCentral(db)
  const problems = [...central.problems]
  for (const { person, desk, db: stored, saved } of desks) {
    problems.push(...(await differs({ person, reader: desk.reader, db: stored }, central, desk.now())))
    const parked = new Set((await desk.reader.parked()).map((p) => p.id))
    for (const id of saved)
      if (!central.events.has(id) && !parked.has(id))
        problems.push(`${person.id}: event ${id} was saved and is lost`)
  }
  return problems
}
