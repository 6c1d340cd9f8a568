import { List } from '../../../renderer/db/memory/list.ts'
import { createPolicyBook, NO_CONTEXT } from '../../../renderer/db/memory/policy-book.ts'
import { rowOf } from '../../../renderer/db/memory/row-of.ts'
import type { LeadRow } from '../../../renderer/db/views.ts'
import { findLeads } from '../../../renderer/flow/find-leads.ts'
import { WorkingOrder } from '../../../renderer/flow/working-order.ts'
import type { Work } from '../growth.ts'
import { agents, manyLeads } from '../support/many-leads.ts'
import { timed } from '../support/measure.ts'

const NOW = Date.parse('2026-11-24T10:00:00.000Z')
const DIFFERENT = 10_000
const FOUND = 20

/** The queue put in order and kept in order, and the search. */
export function rowWorks(size: number): Work[] {
  const me = agents[0]!.id
  const rows = List.of(manyRowsOf(me, size))
  const kept = new WorkingOrder(me)
  kept.of(rows, NOW)
  let changed = rows
  return [
    { name: 'queue put in order', run: () => timed(() => new WorkingOrder(me).of(rows, NOW)) },
    {
      name: 'queue kept in order when one lead changes',
      run() {
        const at = Math.floor(size / 3)
        const row = { ...changed.at(at)!, due: new Date(NOW + 3_600_000).toISOString() }
        changed = changed.without(at).inserted(at, row)
        return timed(() => kept.of(changed, NOW))
      },
    },
    {
      name: 'search as one types, two words',
      async run() {
        const start = performance.now()
        await findLeads(rows, 'ha ba', { limit: FOUND, me })
        return performance.now() - start
      },
    },
  ]
}

function manyRowsOf(me: string, size: number): LeadRow[] {
  const book = createPolicyBook(NO_CONTEXT)
  const ground = (campaign: string) => ({ policy: book.policy(campaign), suppressedBy: () => null })
  const light = { book, me, ground, calendarOf: () => null }
  const different = [...manyLeads(Math.min(size, DIFFERENT), () => me, NOW)].map((snapshot) =>
    rowOf(snapshot, [snapshot.lead.id], false, light, NOW),
  )
  return Array.from({ length: size }, (_, i) => {
    const row = different[i % different.length]!
    if (i < different.length) return row
    const id = `${row.id}-${i}`
    return { ...row, id, parts: [id] }
  })
}
