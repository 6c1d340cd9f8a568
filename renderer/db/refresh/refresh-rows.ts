import { setAside } from '../recover/set-aside.ts'
import type { Store } from '../store.ts'
import { readParts } from '../stored/rebase.ts'
import { openLead } from '../stored/stored-leads.ts'
import { refreshPages } from './refresh-pages.ts'

const CHUNK = 500

/**
 * Derives every row again: at the start, when a policy or the day has changed. Finds where each lead lies on the way. Resolves to the number
 * of leads that could not be unsealed and were set aside.
 */
export async function refreshRows(store: Store): Promise<number> {
  const { replica, places } = store
  const records = await refreshRecords(store)
  const pages = await refreshPages(store)
  // A part that stands before the one that was merged with it was taken for a lead of its own.
  const broken = new Set([...records, ...pages.flatMap((page) => places.liveIn(page))])
  const dangling = replica.dangling().filter((id) => !broken.has(id))
  replica.put(await readParts(store, dangling))
  if (records.length + pages.length > 0) await setAside(store, { records, pages, bases: [] })
  return broken.size
}

async function refreshRecords({ db, sealer, replica, places }: Store): Promise<string[]> {
  const damaged: string[] = []
  for (let after = ''; ; ) {
    const records = await db.leads.where('id').above(after).limit(CHUNK).toArray()
    const opened = await Promise.allSettled(records.map((r) => openLead(sealer, r)))
    places.addRecords(records)
    const leads = opened.flatMap((o) => (o.status === 'fulfilled' ? (o.value ?? []) : []))
    await replica.prepare(leads)
    replica.put(leads)
    opened.forEach((o, i) => {
      if (o.status === 'rejected') damaged.push(records[i]!.id)
    })
    const last = records.at(-1)
    if (!last || records.length < CHUNK) return damaged
    after = last.id
  }
}
