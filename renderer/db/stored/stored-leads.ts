import { fold } from '../../../shared/events/fold.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'
import type { BaseRecord, LeadRecord, PageRecord } from '../database/database.ts'
import { unsealed } from '../errors.ts'
import { groupBy } from '../group-by.ts'
import type { Sealer } from '../seal/seal.ts'
import type { Store } from '../store.ts'

/** A lead as it lies on the disk. */
export interface Stored {
  snapshot: LeadSnapshot
  generation: number
  leaving: boolean
}

/** The leads of these that are here. */
export async function readStored(store: Store, ids: readonly string[]): Promise<Map<string, Stored>> {
  const { db, sealer, places } = store
  const found = new Map<string, Stored>()
  if (ids.length === 0) return found
  const alone = ids.filter((id) => places.hasRecord(id))
  const records = alone.length > 0 ? await db.leads.bulkGet(alone) : []
  await Promise.all(
    records.map(async (record) => {
      const snapshot = record && (await openLead(sealer, record))
      if (snapshot) found.set(record.id, { ...record, snapshot })
    }),
  )
  const byPage = groupBy(ids, (id) => places.pageOf(id))
  for (const [page, wanted] of byPage) {
    const record = page === null ? undefined : await db.pages.get(page)
    if (!record) continue
    for (const snapshot of await openSome(sealer, record, wanted))
      found.set(snapshot.lead.id, { snapshot, generation: record.generation, leaving: false })
  }
  return found
}

/** Null for a record that says that the lead is gone. Rejects with DamageError, as the others. */
export async function openLead(sealer: Sealer, { id, sealed }: LeadRecord): Promise<LeadSnapshot | null> {
  if (!sealed) return null
  return upToDate(await unsealed(sealer.open<LeadSnapshot>(`lead:${id}`, sealed), { records: [id] }))
}

/** Null for a lead that central had not. */
export async function openBase(sealer: Sealer, { id, sealed }: BaseRecord): Promise<LeadSnapshot | null> {
  const base = await unsealed(sealer.open<LeadSnapshot | null>(`base:${id}`, sealed), { bases: [id] })
  return base && upToDate(base)
}

export async function openPage(sealer: Sealer, page: PageRecord): Promise<LeadSnapshot[]> {
  const opening = page.deflated
    ? openLong(sealer, page)
    : sealer.open<LeadSnapshot[]>(nameOf(page), page.sealed)
  return (await unsealed(opening, { pages: [page.id] })).map(upToDate)
}

/** Those of a page's leads that are wanted. Of a few no others come to this thread. */
async function openSome(
  sealer: Sealer,
  page: PageRecord,
  wanted: readonly string[],
): Promise<LeadSnapshot[]> {
  const places = wanted.map((id) => page.leads.indexOf(id))
  if (page.deflated && places.length < page.leads.length && !places.includes(-1)) {
    const opening = sealer.openItems(nameOf(page), page.sealed, places)
    const items = JSON.parse(await unsealed(opening, { pages: [page.id] })) as (LeadSnapshot | null)[]
    if (items.every((item, i) => item?.lead.id === wanted[i])) return (items as LeadSnapshot[]).map(upToDate)
  }
  const asked = new Set(wanted)
  return (await openPage(sealer, page)).filter(({ lead }) => asked.has(lead.id))
}

/** What was unsealed whole is what was sealed. */
const openLong = async (sealer: Sealer, page: PageRecord): Promise<LeadSnapshot[]> =>
  JSON.parse(await sealer.openText(nameOf(page), page.sealed)) as LeadSnapshot[]

export async function sealPage(
  sealer: Sealer,
  id: number,
  generation: number,
  snapshots: readonly LeadSnapshot[],
): Promise<PageRecord> {
  const sealed = await sealer.sealText(nameOf({ id, generation }), JSON.stringify(snapshots))
  return { id, generation, leads: snapshots.map((s) => s.lead.id), deflated: true, sealed }
}

/** A lead as an earlier version folded and stored it lacks what came to be known since. */
export const upToDate = (snapshot: LeadSnapshot): LeadSnapshot => ({
  ...snapshot,
  lead: fold(snapshot.lead, []),
})

const nameOf = ({ id, generation }: Pick<PageRecord, 'id' | 'generation'>) => `page:${id}:${generation}`
