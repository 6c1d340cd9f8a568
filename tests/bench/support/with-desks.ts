import { openDatabase } from '../../../central/store/database/database.ts'
import type { Db } from '../../../central/store/database/schema.ts'
import type { LeadSnapshot, Person } from '../../../shared/sync/protocol.ts'
import { sleep } from '../../e2e/support/central.ts'
import { type LiveDesk, liveDesk } from '../../proof/support/live-desk.ts'
import { peopleOf } from '../../proof/support/office-on-wire.ts'
import { createRandom } from '../../proof/support/random.ts'
import { assign, openLeads } from '../central/desks.ts'
import { importPeople } from '../central/import-people.ts'
import { manyRows } from '../central/many-rows.ts'
import { makePlace, type Place } from '../central/place.ts'

/** Of the people that a file brings, about so many stay open. */
const OPEN = 0.4
const AT_ONCE = 2000
const ASSIGNED_AT_ONCE = 1000
const LOOK_MS = 2

export interface Desks {
  place: Place
  db: Db
  /** Whose leads they are. */
  agent: LiveDesk
  /** Opens another desk that sees them, too, and has them. */
  supervised(): Promise<LiveDesk>
  leads: readonly string[]
  /** Open leads that nobody was given. */
  spare: readonly LeadSnapshot[]
  /** Whether the agent's desk reaches central. */
  network: { isThere: boolean }
}

/**
 * A central of its own with desks as they are in life, but for their disks, which are in memory; an agent's holds so many leads.
 * @param more so many others are there
 */
export async function withDesks<T>(count: number, work: (desks: Desks) => Promise<T>, more = 0): Promise<T> {
  const place = await makePlace()
  const { db, close } = openDatabase(() => place.databaseUrl, console.error, 4)
  const opened: LiveDesk[] = []
  try {
    await importPeople(place, manyRows(Math.ceil((count + more) / OPEN / AT_ONCE) * AT_ONCE, Date.now()))
    const [agent, supervisor] = await peopleOf(db, 1, 1)
    const found = (await openLeads(place.central, count + more)).leads
    const [open, spare] = [found.slice(0, count), found.slice(count, count + more)]
    for (let from = 0; from < count; from += ASSIGNED_AT_ONCE)
      await assign(place.central, open.slice(from, from + ASSIGNED_AT_ONCE), agent!.id)
    const network = { isThere: true }
    const shared = { central: db, url: place.central.url, now: Date.now, random: createRandom(1) }
    const leads = open.map((s) => s.lead.id)
    const openFor = async (person: Person): Promise<LiveDesk> => {
      const live = await liveDesk({ ...shared, person, reached: () => person !== agent || network.isThere })
      opened.push(live)
      await reached(() => leads.every((id) => live.desk.reader.row(id) !== undefined))
      return live
    }
    const own = await openFor(agent!)
    return await work({
      place,
      db,
      agent: own,
      supervised: () => openFor(supervisor!),
      leads,
      spare,
      network,
    })
  } finally {
    for (const desk of opened) await desk.close()
    await close()
    await place.dispose()
  }
}

/** Looks every few milliseconds until it holds. */
export async function reached(probe: () => boolean): Promise<void> {
  while (!probe()) await sleep(LOOK_MS)
}
