import type { Store } from '../store.ts'
import { rebase } from '../stored/rebase.ts'
import { readStored } from '../stored/stored-leads.ts'
import { writing } from '../stored/term.ts'
import { type LeadsWrite, noteLeads, pagesWithout, putLeads, sealLeads } from '../stored/write-leads.ts'

/** Records of leads that may pile up beside the pages, per lead that a page takes. */
const PILE = 5
/** Pages gone through at a time: it is done between other work. */
const PAGES = 10

/** Keeps the pages in order at the end of a round: what is gone leaves them, and records that have piled up are packed. */
export async function packLeads(store: Store): Promise<void> {
  await clearGone(store)
  await packPile(store)
}

async function clearGone(store: Store): Promise<void> {
  const { places } = store
  const gone = new Set(places.tombstones())
  if (gone.size === 0) return
  const touched = places.pagesWith(gone)
  const pages = await pagesWithout(store, touched.slice(0, PAGES), gone)
  const left = new Set(touched.slice(PAGES).flatMap((page) => places.leadsIn(page)))
  await write(store, {
    ...NOTHING,
    pages: pages.filter((p) => p.leads.length > 0),
    pagesGone: pages.filter((p) => p.leads.length === 0).map((p) => p.id),
    recordsGone: [...gone].filter((id) => !left.has(id)),
  })
}

async function packPile(store: Store): Promise<void> {
  const { places, packing, outbox } = store
  const pile = places.packable().filter((id) => outbox.waitingOf(id) === 0)
  if (pile.length < PILE * packing.size) return
  const stored = await readStored(store, pile.slice(0, PAGES * packing.size))
  const rebased = [...stored].map(([id, { snapshot, generation, leaving }]) =>
    rebase(store, id, { base: snapshot, shown: snapshot, pending: [], generation, leaving }),
  )
  await write(store, await sealLeads(store, rebased))
  const stale = places.stale().slice(0, PAGES)
  const pages = await pagesWithout(store, stale, new Set())
  await write(store, {
    ...NOTHING,
    pages: pages.filter((p) => p.leads.length > 0),
    pagesGone: pages.filter((p) => p.leads.length === 0).map((p) => p.id),
  })
}

const NOTHING: LeadsWrite = {
  records: [],
  recordsGone: [],
  bases: [],
  basesGone: [],
  pages: [],
  pagesGone: [],
}

async function write(store: Store, leads: LeadsWrite): Promise<void> {
  const { db } = store
  await writing(store, [db.leads, db.bases, db.pages], () => putLeads(db, leads))
  noteLeads(store, leads)
}
