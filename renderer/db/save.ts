import { SaveError } from './errors.ts'
import type { Store } from './store.ts'
import type { Commit } from './transactor.ts'

/**
 * Writes a commit to the database and the journal at once, and resolves when both are durable. When either fails, what the other
 * wrote is taken back, so that nothing comes up later that the person was told is not saved.
 */
export async function save(store: Store, commit: Commit): Promise<void> {
  const { db, journal, places } = store
  const [disk, log] = await Promise.allSettled([
    db.transaction('rw!', [db.leads, db.bases, db.outbox, db.meta], async () => {
      await db.leads.bulkPut(commit.leads.map((l) => l.lead))
      await db.bases.bulkPut(commit.leads.flatMap((l) => l.base ?? []))
      await db.outbox.bulkPut(commit.outbox)
      await db.meta.put({ key: 'clock', stamp: commit.stamp })
    }),
    journal.append(commit.outbox.map(({ id, sealed }) => ({ kind: 'event', id, sealed }))),
  ])
  if (disk.status === 'fulfilled' && log.status === 'fulfilled') {
    places.addRecords(commit.leads.map((l) => l.lead))
    places.addBases(commit.leads.flatMap((l) => l.base?.id ?? []))
    return
  }
  const causes = [disk, log].filter((r) => r.status === 'rejected').map((r) => r.reason as unknown)
  const undone = await Promise.allSettled([
    disk.status === 'fulfilled' ? undoDisk(store, commit) : null,
    log.status === 'fulfilled'
      ? journal.append([{ kind: 'settled', ids: commit.outbox.map((o) => o.id) }])
      : null,
  ])
  causes.push(...undone.filter((r) => r.status === 'rejected').map((r) => r.reason as unknown))
  throw new SaveError(`Not saved: ${reasonOf(causes[0])}`, { cause: new AggregateError(causes) })
}

async function undoDisk({ db }: Store, { leads, outbox }: Commit): Promise<void> {
  await db.transaction('rw!', [db.leads, db.bases, db.outbox], async () => {
    await db.outbox.bulkDelete(outbox.map((o) => o.id))
    await db.bases.bulkDelete(leads.flatMap((l) => l.base?.id ?? []))
    await db.leads.bulkDelete(leads.flatMap((l) => (l.before ? [] : l.id)))
    await db.leads.bulkPut(leads.flatMap((l) => l.before ?? []))
  })
}

function reasonOf(cause: unknown): string {
  const error = cause as { name?: string; message?: string; inner?: { name?: string } }
  if (error.name === 'QuotaExceededError' || error.inner?.name === 'QuotaExceededError')
    return 'this machine has no room left for it.'
  return error.message ?? String(cause)
}
