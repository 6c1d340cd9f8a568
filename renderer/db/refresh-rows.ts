import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import { readParts } from './rebase.ts'
import { setAside } from './set-aside.ts'
import type { Store } from './store.ts'
import { openLead, openPage } from './stored-leads.ts'

const CHUNK = 500
const PAGES = 8

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

/** The latest first, since it stands over the others. */
async function refreshPages({ db, sealer, replica, places }: Store): Promise<number[]> {
  const damaged: number[] = []
  const ids = (await db.pages.toCollection().primaryKeys()).reverse()
  for (let at = 0; at < ids.length; at += PAGES) {
    const records = (await db.pages.bulkGet(ids.slice(at, at + PAGES))).filter((r) => r !== undefined)
    places.addPages(records)
    const opened = await Promise.allSettled(records.map((r) => openPage(sealer, r)))
    const leads: LeadSnapshot[] = []
    opened.forEach((result, i) => {
      const { id } = records[i]!
      const live = new Set(places.liveIn(id))
      if (result.status === 'rejected') damaged.push(id)
      else leads.push(...result.value.filter((s) => live.has(s.lead.id)))
    })
    await replica.prepare(leads)
    replica.put(leads)
  }
  return damaged
}
