import { suppressionKey } from '../../../shared/lead/suppression.ts'
import type { Replica } from '../memory/replica.ts'
import { inSlices } from '../memory/slices.ts'
import type { Store } from '../store.ts'
import { readParts } from '../stored/rebase.ts'

const PHONE = 'phone:'

/** What the suppression lists say of the numbers of each lead of mine, by row. */
export async function barsOf(replica: Replica): Promise<Map<string, string>> {
  const bars = new Map<string, string>()
  const breathe = inSlices()
  for (const { id, contact } of replica.rows()) {
    if (contact === null) continue
    await breathe()
    const numbers = replica.keysOf(id).filter((k) => k.startsWith(PHONE))
    const lists = numbers.map((n) => replica.suppressedBy(suppressionKey('phone', n.slice(PHONE.length))))
    bars.set(id, JSON.stringify(lists))
  }
  return bars
}

/** Derives the rows anew of which the lists now say something else than before. */
export async function refreshBarred(store: Store, before: ReadonlyMap<string, string>): Promise<void> {
  const { replica } = store
  const changed = [...(await barsOf(replica))].filter(([id, bar]) => before.has(id) && before.get(id) !== bar)
  replica.put(
    await readParts(
      store,
      changed.flatMap(([id]) => replica.partIds(id)),
    ),
  )
}
