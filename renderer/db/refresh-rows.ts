import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import type { Store } from './store.ts'

const CHUNK = 500

/**
 * Derives every row again: at the start, when a policy or the day has changed. Resolves to the ids of leads that cannot be
 * unsealed: those are damaged, and only central can bring them back.
 */
export async function refreshRows({ db, sealer, replica, outbox }: Store): Promise<string[]> {
  const damaged: string[] = []
  for (let after = ''; ; ) {
    const records = await db.leads.where('id').above(after).limit(CHUNK).toArray()
    const opened = await Promise.allSettled(
      records.map((r) => sealer.open<LeadSnapshot>(`lead:${r.id}`, r.sealed)),
    )
    opened.forEach((result, i) => {
      const { id } = records[i]!
      if (result.status === 'fulfilled') replica.put(result.value, outbox.waitingOf(id) > 0)
      else damaged.push(id)
    })
    const last = records.at(-1)
    if (!last || records.length < CHUNK) return damaged
    after = last.id
  }
}
