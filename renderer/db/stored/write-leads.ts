import type { BaseRecord, DeskDatabase, LeadRecord, PageRecord } from '../database/database.ts'
import { groupBy } from '../group-by.ts'
import { inSlices } from '../memory/slices.ts'
import type { Store } from '../store.ts'
import type { Rebased } from './rebase.ts'
import { openPage, sealPage } from './stored-leads.ts'

/** How leads that nothing is pending for are put together. */
export interface Packing {
  /** Fewer are written each alone. */
  least: number
  /** Leads of a page: one of them is read by opening all. */
  size: number
}

export const PACKING: Packing = { least: 20, size: 100 }

/** What becomes of the tables `leads`, `bases` and `pages`, sealed. */
export interface LeadsWrite {
  records: LeadRecord[]
  recordsGone: string[]
  bases: BaseRecord[]
  basesGone: string[]
  pages: PageRecord[]
  pagesGone: number[]
}

/**
 * Seals leads, before the transaction that writes them.
 * @param met set at the end of a full pull: pages of the pulls before this one go
 */
export async function sealLeads(
  store: Store,
  rebased: readonly Rebased[],
  met?: number,
): Promise<LeadsWrite> {
  const { sealer, places, packing } = store
  const here = rebased.filter((r) => r.snapshot !== null)
  const plain = here.filter((r) => r.base === undefined && !r.leaving)
  const packed = new Set(plain.length >= packing.least ? plain : [])
  const old = met === undefined ? null : places.before(met)
  const pages = await packedPages(store, [...packed])
  const cleared = await clearedPages(store, rebased, old?.pages ?? [])
  const gone = rebased.filter((r) => r.snapshot === null)
  const [records, bases] = await Promise.all([
    Promise.all(
      here
        .filter((r) => !packed.has(r))
        .map(async ({ id, generation, leaving, snapshot }): Promise<LeadRecord> => {
          return { id, generation, leaving, sealed: await sealer.seal(`lead:${id}`, snapshot) }
        }),
    ),
    Promise.all(
      here
        .filter((r) => r.base !== undefined)
        .map(async ({ id, base }) => ({ id, sealed: await sealer.seal(`base:${id}`, base) })),
    ),
  ])
  // What any page still holds of a lead that is gone must not come up again, the page it was read from last or an older one.
  const left = gone.flatMap(({ id, erased }) => (erased ? [] : id))
  const tombstones = [...places.heldBy(left, old?.pages)].map(
    (id): LeadRecord => ({ id, generation: store.sync.generation, leaving: false, sealed: null }),
  )
  const kept = new Set([...records, ...tombstones].map((r) => r.id))
  const replaced = rebased.filter((r) => !kept.has(r.id) && places.hasRecord(r.id)).map((r) => r.id)
  return {
    records: [...records, ...tombstones],
    recordsGone: [...replaced, ...(old?.tombstones ?? []).filter((id) => !kept.has(id))],
    bases,
    basesGone: rebased.filter((r) => r.base === undefined && places.hasBase(r.id)).map((r) => r.id),
    pages: [...pages, ...cleared],
    pagesGone: old?.pages ?? [],
  }
}

/** Inside a transaction over LEAD_TABLES. */
export async function putLeads(db: DeskDatabase, write: LeadsWrite): Promise<void> {
  await Promise.all([
    db.leads.bulkPut(write.records).then(() => db.leads.bulkDelete(write.recordsGone)),
    db.bases.bulkPut(write.bases).then(() => db.bases.bulkDelete(write.basesGone)),
    db.pages.bulkPut(write.pages).then(() => db.pages.bulkDelete(write.pagesGone)),
  ])
}

/** After that transaction. */
export function noteLeads({ places }: Store, write: LeadsWrite): void {
  places.deletePages(write.pagesGone)
  places.addPages(write.pages)
  places.addRecords(write.records)
  places.deleteRecords(write.recordsGone)
  places.addBases(write.bases.map((b) => b.id))
  places.deleteBases(write.basesGone)
}

async function packedPages(
  { sealer, places, packing }: Store,
  plain: readonly Rebased[],
): Promise<PageRecord[]> {
  const pages: Promise<PageRecord>[] = []
  const breathe = inSlices()
  for (const [generation, leads] of groupBy(plain, (r) => r.generation)) {
    for (let at = 0; at < leads.length; at += packing.size) {
      const snapshots = leads.slice(at, at + packing.size).flatMap((r) => r.snapshot ?? [])
      await breathe()
      pages.push(sealPage(sealer, places.nextPage(), generation, snapshots))
    }
  }
  return Promise.all(pages)
}

/** Pages without the leads that were erased on request: nothing of those stays, sealed or not. */
function clearedPages(
  store: Store,
  rebased: readonly Rebased[],
  going: readonly number[],
): Promise<PageRecord[]> {
  const erased = new Set(rebased.filter((r) => r.erased).map((r) => r.id))
  const touched = erased.size === 0 ? [] : store.places.pagesWith(erased)
  return pagesWithout(
    store,
    touched.filter((page) => !going.includes(page)),
    erased,
  )
}

/** Pages as they stay when they lose some leads, and what is out of date in them. */
export async function pagesWithout(
  { db, sealer, places }: Store,
  pages: readonly number[],
  leads: ReadonlySet<string>,
): Promise<PageRecord[]> {
  const records = (await db.pages.bulkGet([...pages])).filter((r) => r !== undefined)
  return Promise.all(
    records.map(async (record) => {
      const live = new Set(places.liveIn(record.id))
      const left = (await openPage(sealer, record)).filter(
        ({ lead: { id } }) => live.has(id) && !leads.has(id),
      )
      return sealPage(sealer, record.id, record.generation, left)
    }),
  )
}
