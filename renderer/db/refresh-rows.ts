import { readParts } from './rebase.ts'
import { openLead, type Store } from './store.ts'

const CHUNK = 500

/**
 * Derives every row again: at the start, when a policy or the day has changed. Resolves to the ids of leads that cannot be
 * unsealed: those are damaged, and only central can bring them back.
 */
export async function refreshRows(store: Store): Promise<string[]> {
  const { db, sealer, replica } = store
  const damaged: string[] = []
  for (let after = ''; ; ) {
    const records = await db.leads.where('id').above(after).limit(CHUNK).toArray()
    const opened = await Promise.allSettled(records.map((r) => openLead(sealer, r)))
    replica.put(opened.flatMap((o) => (o.status === 'fulfilled' ? o.value : [])))
    opened.forEach((o, i) => {
      if (o.status === 'rejected') damaged.push(records[i]!.id)
    })
    const last = records.at(-1)
    if (!last || records.length < CHUNK) break
    after = last.id
  }
  // A part that stands before the one that was merged with it was taken for a lead of its own.
  const broken = new Set(damaged)
  replica.put(
    await readParts(
      store,
      replica.dangling().filter((id) => !broken.has(id)),
    ),
  )
  return damaged
}
