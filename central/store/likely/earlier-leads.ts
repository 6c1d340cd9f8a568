import { isDoNotCall } from '../../../shared/lead/lead.ts'
import { inTransaction } from '../database/retry.ts'
import type { Db, Tx } from '../database/schema.ts'
import { allot } from '../feed.ts'
import { noteEarlierDoNotCall } from '../suppressions/internal-list.ts'
import { noteLikely } from './likely.ts'

const BATCH = 500

/**
 * Takes in the leads of a database that an earlier version of central kept: finds their likely duplicates, and puts the numbers of those
 * that are do-not-call on the internal list. Nothing to do once they are. Returns how many there were.
 */
export async function noteEarlierLeads(db: Db, now: () => number, stop: AbortSignal): Promise<number> {
  for (let done = 0; ; ) {
    const count = stop.aborted ? 0 : await inTransaction(db, (tx) => noteBatch(tx, now()))
    done += count
    if (count < BATCH) return done
  }
}

async function noteBatch(tx: Tx, now: number): Promise<number> {
  const rows = await tx
    .selectFrom('leads as l')
    .select('l.state')
    .where((eb) =>
      eb.not(
        eb.exists(eb.selectFrom('likeness_subjects as s').select('s.lead').whereRef('s.lead', '=', 'l.id')),
      ),
    )
    .orderBy('l.id')
    .limit(BATCH)
    .forUpdate('l')
    .skipLocked()
    .execute()
  const parts = rows.map((r) => r.state)
  await noteLikely(
    tx,
    parts.map((part) => ({ part, before: null })),
    now,
  )
  const barred = parts.filter(isDoNotCall)
  if (barred.length > 0) {
    const { last } = await allot(tx, 1)
    await noteEarlierDoNotCall(tx, barred, last, now)
  }
  return parts.length
}
