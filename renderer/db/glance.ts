import { type DeskDatabase, metaOf } from './database/database.ts'
import { DamageError } from './errors.ts'
import type { List } from './memory/list.ts'
import type { Sealer } from './seal/seal.ts'
import type { Store } from './store.ts'
import { writing } from './stored/term.ts'
import type { Glance, LeadRow } from './views.ts'

/** As many as a tall screen shows. */
const LINES = 60

/** The first lines of the queue as they were left; null where none are kept. */
export async function readGlance(db: DeskDatabase, sealer: Sealer): Promise<Glance | null> {
  const kept = await metaOf(db, 'glance')
  if (!kept) return null
  // Damaged, it is nothing to look at; nothing else stands on it.
  return sealer.open<Glance>('glance', kept.sealed).catch((error: unknown) => {
    if (error instanceof DamageError) return null
    throw error
  })
}

/** Keeps the first lines of a queue for the next start; leads that have gone meanwhile are left out. */
export async function writeGlance(store: Store, queue: List<LeadRow>): Promise<void> {
  const { db, sealer, replica, clock } = store
  const here = queue.slice(0, LINES).filter((row) => replica.row(row.id)?.owner === row.owner)
  const lines = here.map(({ id, name, company, route, missing, expected, due }) => ({
    ...{ id, name, company, route, missing, expected, due },
  }))
  const glance: Glance = { at: new Date(clock.now()).toISOString(), count: queue.length, lines }
  const sealed = await sealer.seal('glance', glance)
  await writing(store, [db.meta], () => db.meta.put({ key: 'glance', sealed }))
}
