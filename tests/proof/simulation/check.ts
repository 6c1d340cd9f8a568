import type { DeskDatabase } from '../../../renderer/db/database/database.ts'
import type { Reader } from '../../../renderer/db/ports.ts'
import { closedByMeToday } from '../../../renderer/db/stored/closed-today.ts'
import { combine, componentsOf } from '../../../shared/events/combine.ts'
import type { LeadSnapshot, Person } from '../../../shared/sync/protocol.ts'
import { type AtCentral, readCentral } from './at-central.ts'
import type { AnyDesk } from './sim-desk.ts'
import type { World } from './simulate.ts'
import { mailOf } from './supervisor-acts.ts'

/** What a run showed. `problems` is empty when every promise held. */
export interface Found {
  problems: string[]
  saved: number
  parked: Map<string, number>
  events: number
  restarts: number
  trace: string
  faults: Map<string, number>
}

export async function checkAll(world: World): Promise<Omit<Found, 'trace' | 'faults'>> {
  const { desks, said } = world
  const central = await readCentral(world.central.db)
  const problems: string[] = [...central.problems]
  const parked = new Map<string, number>()
  let saved = 0
  for (const desk of desks) {
    const refused = await desk.running.reader.parked()
    for (const { fault } of refused) parked.set(fault.kind, (parked.get(fault.kind) ?? 0) + 1)
    saved += desk.ledger.saved.size
    problems.push(...lost(desk, central, new Set(refused.map((p) => p.id))))
    const { reader, store } = desk.running
    problems.push(...(await differs({ person: desk.person, reader, db: store.db }, central, world.time.now)))
  }
  for (const [id, times] of said.applied)
    if (times > 1) problems.push(`event ${id} was called applied ${times} times`)
  problems.push(...twice(world, central))
  for (const desk of desks) problems.push(...(await startsAnew(desk, world)))
  const restarts = desks.flatMap((d) => [...d.notices.values()]).reduce((sum, n) => sum + n, 0)
  return { problems, saved, parked, events: central.events.size, restarts }
}

/** 0 lost: what was called saved is at central or parked in sight, and what was called not saved is nowhere. */
function lost(
  { person, ledger, running }: AnyDesk,
  central: AtCentral,
  parked: ReadonlySet<string>,
): string[] {
  const at = (id: string) => central.events.has(id) || parked.has(id)
  const problems = [...ledger.saved]
    .filter((id) => !at(id))
    .map((id) => `${person.id}: event ${id} was saved and is lost`)
  const risen = [...ledger.refused].filter((id) => at(id) && !ledger.saved.has(id))
  problems.push(...risen.map((id) => `${person.id}: event ${id} was called not saved and came up`))
  if (running.port.waiting() > 0)
    problems.push(`${person.id}: ${running.port.waiting()} events wait for ever`)
  return problems
}

/** 0 twice, of what is no event: versions of policies, people of files. */
function twice({ said, office }: World, central: AtCentral): string[] {
  const problems: string[] = []
  // The same policy is published once.
  if (central.publications > said.published + 1)
    problems.push(`${said.published} publications were confirmed, there are ${central.publications - 1}`)
  for (let n = 0; n < office.named; n += 1) {
    const leads = central.leadsOfMail.get(mailOf(n)) ?? new Set()
    const isIn = [...said.imported].some((text) => text.includes(`,${mailOf(n)},`))
    if (leads.size > 1) problems.push(`${mailOf(n)} became ${leads.size} leads`)
    if (isIn && leads.size === 0) problems.push(`${mailOf(n)} of an imported file is no lead`)
  }
  return problems
}

export interface Shown {
  person: Person
  reader: Reader
  db: DeskDatabase
}

/** What a desk shows, byte for byte beside what central has for it. */
export async function differs(
  { person, reader, db }: Shown,
  central: AtCentral,
  now: number,
): Promise<string[]> {
  const problems: string[] = []
  const wanted = central.leads.filter(
    (l) => person.role === 'supervisor' || (l.owner === person.id && l.stage === 'open'),
  )
  const ids = new Set(wanted.map((l) => l.lead.id))
  const shown = new Map((await partsOf(reader)).map((p) => [p.id, p]))
  for (const { lead } of wanted) {
    const here = shown.get(lead.id)
    if (!here) problems.push(`${person.id}: lead ${lead.id} is missing`)
    else if (JSON.stringify(here) !== JSON.stringify(lead))
      problems.push(`${person.id}: lead ${lead.id} differs from central's`)
  }
  // Leads stay that the agent's own last call closed today (RD15), or in which a call of theirs has no outcome yet (SY46).
  const extra = new Set(
    [...shown.values()].filter((p) => !ids.has(p.id)).flatMap((p) => reader.row(p.id)?.id ?? []),
  )
  for (const id of extra) {
    const parts = await reader.parts(id)
    const goesOn = parts.some((p) => p.calls.some((c) => c.actor === person.id && c.disposition === null))
    if (!goesOn && !closedByMeToday(parts, person.id, now))
      problems.push(`${person.id}: lead ${id} should have left`)
  }
  const standingOf = new Map(central.leads.map((l) => [l.lead.id, l]))
  for (const parts of componentsOf([...shown.values()])) {
    const row = reader.row(parts[0]!.id)
    // A desk that still runs may just have let it go.
    if (!row) {
      problems.push(`${person.id}: ${parts[0]!.id} left meanwhile`)
      continue
    }
    const whole = (await reader.snapshot(row.id))?.lead
    if (JSON.stringify(whole) !== JSON.stringify(combine(parts)))
      problems.push(`${person.id}: ${row.id} is not the combination of its parts`)
    const stands = standingOf.get(row.id)
    if (ids.has(row.id) && stands && standing(row) !== standing(stands))
      problems.push(`${person.id}: ${row.id} stands at ${standing(row)}, at central at ${standing(stands)}`)
  }
  if ((await db.bases.count()) > 0)
    problems.push(`${person.id}: states of central are kept though nothing waits`)
  return problems
}

const standing = ({ owner, stage, version }: Pick<LeadSnapshot, 'owner' | 'stage' | 'version'>) =>
  `${owner} ${stage} ${version}`

const partsOf = async (reader: Reader) =>
  (await Promise.all(reader.rows().map((r) => reader.parts(r.id)))).flat()

/** Leads that left, but stay on the old machine, and refused events are not on a new one. */
const staysHere = ({ running }: AnyDesk): boolean =>
  running.port.parked() > 0 || running.store.places.leaving().length > 0

/** A machine that starts again, and one that starts from nothing, show the same rows. */
async function startsAnew(desk: AnyDesk, world: World): Promise<string[]> {
  const { person, machine, file } = desk
  const before = rowsOf(desk.running.reader)
  await desk.die()
  await desk.start()
  // What only a lost part of the journal knew to be settled goes once more.
  await roundsOf(desk, world)
  const again = rowsOf(desk.running.reader)
  if (again !== before) return [`${person.id}: rows made anew differ: ${firstDifference(before, again)}`]
  if (staysHere(desk)) return []
  await desk.die()
  await machine.loseDatabase()
  file.bytes = null
  machine.storage.clear()
  await desk.start()
  await roundsOf(desk, world)
  const anew = rowsOf(desk.running.reader)
  return anew === before ? [] : [`${person.id}: a new machine differs: ${firstDifference(before, anew)}`]
}

async function roundsOf(desk: AnyDesk, { network, desks }: World): Promise<void> {
  desk.begin(desk.round())
  while (network.busy()) {
    const heard = await network.step()
    if (heard !== null) await desks[heard]!.settle(network)
  }
}

const firstDifference = (a: string, b: string): string => {
  let at = 0
  while (at < a.length && a[at] === b[at]) at += 1
  return `${a.slice(Math.max(0, at - 80), at + 60)} | ${b.slice(Math.max(0, at - 20), at + 60)}`
}

/** When a lead may be called is said from now on: what is compared is whether, and why not. */
const rowsOf = ({ rows }: Reader) =>
  JSON.stringify(
    rows()
      .map((r) => ({ ...r, contact: r.contact && { number: r.contact.number, barred: r.contact.barred } }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
