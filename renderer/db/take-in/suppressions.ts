import type { SuppressionRecord } from '../database/database.ts'
import type { ListChange } from '../memory/suppression-book.ts'
import type { Sealer } from '../seal/seal.ts'
import type { Store } from '../store.ts'
import { writing } from '../stored/term.ts'

const PAGE_KEYS = 100_000
/** Rows of small changes that may pile up before all lists are written anew. */
const PILE = 64

/** Brings the lists into memory. Resolves to the ids of rows that cannot be unsealed. */
export async function loadSuppressions({ db, sealer, suppressions, sync }: Store): Promise<number[]> {
  const records = await db.suppressions.orderBy('id').toArray()
  const opened = await Promise.allSettled(records.map((r) => openChange(sealer, r)))
  const changesOf = (wanted: (r: SuppressionRecord) => boolean) =>
    opened.flatMap((o, i) => (o.status === 'fulfilled' && wanted(records[i]!) ? o.value : []))
  const isFresh = (r: SuppressionRecord) => sync.sweeping && r.generation === sync.generation
  suppressions.apply(changesOf((r) => !isFresh(r)))
  if (sync.sweeping) {
    suppressions.beginPull()
    suppressions.apply(changesOf(isFresh))
  }
  return opened.flatMap((o, i) => (o.status === 'rejected' ? records[i]!.id : []))
}

/** Rows for these changes, to follow those that are there. */
export async function suppressionRecords(
  { db, sealer }: Store,
  changes: readonly ListChange[],
  generation: number,
): Promise<SuppressionRecord[]> {
  if (changes.length === 0) return []
  const [last = 0] = await db.suppressions.orderBy('id').reverse().limit(1).primaryKeys()
  return Promise.all(
    changes.map(async ({ list, added, removed }, i) => {
      const record = { id: last + 1 + i, list, generation, added: added.length }
      const keys = new Float64Array(added.length + removed.length)
      // In order, which every later start then finds them in.
      keys.set(Float64Array.from(added).sort())
      keys.set(removed, added.length)
      return { ...record, sealed: await sealer.sealBytes(nameOf(record), new Uint8Array(keys.buffer)) }
    }),
  )
}

/** Writes all lists anew when they lie in many small rows; not while they are pulled anew. */
export async function compactSuppressions(store: Store): Promise<void> {
  const { db, suppressions, sync } = store
  if (sync.sweeping) return
  const pages = [...suppressions.lists()].flatMap(([list, keys]) => pagesOf(list, keys))
  if ((await db.suppressions.count()) <= PILE + 2 * pages.length) return
  const records = await suppressionRecords(store, pages, sync.generation)
  await writing(store, [db.suppressions], async () => {
    await db.suppressions.clear()
    await db.suppressions.bulkPut(records)
  })
}

function pagesOf(list: string, keys: Float64Array): ListChange[] {
  const pages: ListChange[] = []
  for (let at = 0; at < keys.length; at += PAGE_KEYS)
    pages.push({ list, added: keys.subarray(at, at + PAGE_KEYS), removed: [] })
  return pages
}

async function openChange(sealer: Sealer, record: SuppressionRecord): Promise<ListChange> {
  const bytes = await sealer.openBytes(nameOf(record), record.sealed)
  const keys = new Float64Array(bytes.buffer)
  return { list: record.list, added: keys.subarray(0, record.added), removed: keys.subarray(record.added) }
}

const nameOf = ({ id, list, generation, added }: Omit<SuppressionRecord, 'sealed'>): string =>
  `suppressions:${id}:${list}:${generation}:${added}`
