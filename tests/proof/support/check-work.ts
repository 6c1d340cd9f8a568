import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { grouped } from '../../../central/store/database/grouped.ts'
import type { Db } from '../../../central/store/database/schema.ts'
import type { Receiver } from '../../central/channels/receiver.ts'
import { readCentral } from '../simulation/at-central.ts'
import type { Noted } from './work-at-central.ts'

/** What is wrong with what central said it had taken in, once it had time to do it all. @param until by performance.now() */
export async function checkWork(db: Db, said: Noted, hook: Receiver | null, until: number) {
  const problems = await ended(db, hook !== null, until)
  for (const status of said.statuses)
    if (status >= 500 && status !== 503) problems.push(`central answered ${status}`)
  problems.push(...(await importedOnce(db, said)), ...(await movedOnce(db, said)))
  return [...problems, ...(await handedOffOnce(db, said, hook))]
}

/** Reassignments and deliveries go on by themselves. */
async function ended(db: Db, delivers: boolean, until: number): Promise<string[]> {
  for (;;) {
    const planned = await count(db, sql`reassigned_leads where state = 'planned'`)
    const waiting = delivers ? await count(db, sql`deliveries where state = 'waiting'`) : 0
    if (planned + waiting === 0) return []
    if (performance.now() > until)
      return [`${planned} leads are still to be moved, ${waiting} deliveries wait`]
    await sleep(500)
  }
}

async function count(db: Db, what: ReturnType<typeof sql>): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${what}`.execute(db)
  return rows[0]!.n
}

async function importedOnce(db: Db, { imported }: Noted): Promise<string[]> {
  const { leadsOfMail, problems } = await readCentral(db)
  const twice = [...leadsOfMail].filter(([mail, leads]) => mail !== '' && leads.size > 1)
  const lost = [...imported].filter((mail) => !leadsOfMail.has(mail))
  return [
    ...problems,
    ...twice.map(([mail, leads]) => `${mail} became ${leads.size} leads`),
    ...lost.map((mail) => `${mail} of a file that was said to be in is no lead`),
  ]
}

/** A lead at a version is moved by one reassignment, and to where that says. */
async function movedOnce(db: Db, { reassigned }: Noted): Promise<string[]> {
  const there = await db.selectFrom('reassignments').select('id').execute()
  const ids = new Set(there.map((r) => r.id))
  const lost = [...reassigned].filter((id) => !ids.has(id))
  const twice = await db
    .selectFrom('reassigned_leads')
    .select('lead')
    .where('state', '=', 'moved')
    .groupBy(['lead', 'version'])
    .having((eb) => eb.fn.countAll<number>(), '>', 1)
    .execute()
  return [
    ...lost.map((id) => `reassignment ${id} was accepted and is lost`),
    ...twice.map(({ lead }) => `${lead} was moved twice`),
  ]
}

async function handedOffOnce(db: Db, { handedOff }: Noted, hook: Receiver | null): Promise<string[]> {
  const rows = await db
    .selectFrom('hand_offs as h')
    .leftJoin('deliveries as d', 'd.hand_off', 'h.id')
    .select(['h.lead', 'h.id', 'd.id as delivery', 'd.state'])
    .where('h.lead', 'in', ['00000000-0000-0000-0000-000000000000', ...handedOff])
    .execute()
  const problems: string[] = []
  const got = grouped(
    hook?.received ?? [],
    (r) => r.id,
    (r) => r,
  )
  for (const lead of handedOff) {
    const own = rows.filter((r) => r.lead === lead)
    if (own.length !== 1) problems.push(`${lead} was handed off ${own.length} times`)
    const sent = hook ? (got.get(own[0]?.delivery ?? '') ?? []) : []
    if (hook && own[0]?.state !== 'delivered') problems.push(`the hand-off of ${lead} is ${own[0]?.state}`)
    else if (hook && sent.length === 0) problems.push(`the hand-off of ${lead} never came`)
    if (new Set(sent.map((s) => s.raw)).size > 1)
      problems.push(`the hand-off of ${lead} came in two versions`)
  }
  return problems
}
