import type { QuarantineDecided } from '../../shared/api/devices.ts'
import { type LeadEvent, leadEvent } from '../../shared/events/event.ts'
import type { Person, Verdict } from '../../shared/sync/protocol.ts'
import { permitEvents } from '../auth/permit-events.ts'
import { Fail } from '../fail.ts'
import { noteBreaches } from '../store/breaches.ts'
import { grouped } from '../store/database/grouped.ts'
import { inTransaction } from '../store/database/retry.ts'
import type { Db, ToldCampaigns, Tx } from '../store/database/schema.ts'
import { ingestIn } from '../store/events/ingest.ts'
import type { IngestDeps } from '../store/leads/ingest-types.ts'
import { PERSON } from '../store/people.ts'
import { visibleRows } from './quarantine.ts'

type Result = QuarantineDecided['results'][number]

interface Row {
  id: string
  person: string
  device: string
  as_of: number | null
  campaigns: ToldCampaigns | null
  received_at: string
  event: object | null
  state: Result['state']
}

/**
 * Decides on events in quarantine. Released, they are taken in as if they had come straight away: by what their person might write when
 * they came; those that came together in one transaction. What was decided before stays so; one that was erased meanwhile is left out.
 * Throws for an event the decider does not see.
 */
export async function decideQuarantine(
  deps: IngestDeps,
  by: Person,
  { ids, action }: { ids: readonly string[]; action: 'release' | 'discard' },
  now: number,
): Promise<QuarantineDecided> {
  const rounds = grouped(
    await seen(deps.db, by, ids),
    (r) => `${r.person} ${r.device} ${r.received_at}`,
    (r) => r.id,
  )
  const results = new Map<string, Result>()
  for (const round of rounds.values()) {
    const decided = await inTransaction(deps.db, async (tx) => {
      const rows = await rowsOf(tx, by, round).forUpdate('q').execute()
      if (rows.length === 0) return []
      return action === 'release' ? release(tx, deps, by, rows, now) : discard(tx, by, rows, now)
    })
    for (const result of decided) results.set(result.id, result)
  }
  return { results: ids.flatMap((id) => results.get(id) ?? []) }
}

const rowsOf = (db: Db | Tx, by: Person, ids: readonly string[]) =>
  visibleRows(db, by)
    .select(['q.id', 'q.person', 'q.device', 'q.as_of', 'q.campaigns', 'q.received_at', 'q.event', 'q.state'])
    .where('q.id', 'in', [...ids])
    .orderBy('q.id')

async function seen(db: Db, by: Person, ids: readonly string[]): Promise<Row[]> {
  const rows: Row[] = await rowsOf(db, by, ids).execute()
  const found = new Set(rows.map((r) => r.id))
  const errors = ids.flatMap((id, i) =>
    found.has(id) ? [] : { pointer: `/ids/${i}`, detail: 'is no event in quarantine' },
  )
  if (errors.length > 0) throw new Fail('notFound', 'There are no such events in quarantine', errors)
  return rows
}

async function discard(tx: Tx, by: Person, rows: readonly Row[], now: number): Promise<Result[]> {
  const waiting = rows.filter((r) => r.state === 'waiting').map((r) => r.id)
  await note(tx, by, waiting, { state: 'discarded' }, now)
  return rows.map(({ id, state }) => ({
    id,
    state: state === 'waiting' ? 'discarded' : state,
    verdict: null,
  }))
}

/** Rows that came together, of one person. */
async function release(
  tx: Tx,
  deps: IngestDeps,
  by: Person,
  rows: readonly Row[],
  now: number,
): Promise<Result[]> {
  const verdicts = new Map<string, Verdict>()
  const events: LeadEvent[] = []
  for (const { id, event, state } of rows) {
    if (state !== 'waiting') continue
    const parsed = leadEvent.safeParse(event)
    if (parsed.success) events.push(parsed.data)
    else verdicts.set(id, malformed(id, parsed.error.issues[0]?.message ?? 'is no event'))
  }
  for (const verdict of await takeIn(tx, deps, rows[0]!, events, now)) verdicts.set(verdict.id, verdict)
  const taken = events.map((e) => e.id).filter((id) => verdicts.get(id)?.verdict !== 'rejected')
  // Its content is central's like any other's now.
  await note(tx, by, taken, { state: 'released', event: null }, now)
  return rows.map(({ id, state }) => {
    if (state === 'released') return { id, state, verdict: { id, verdict: 'duplicate' } }
    return { id, state: taken.includes(id) ? 'released' : state, verdict: verdicts.get(id) ?? null }
  })
}

async function takeIn(
  tx: Tx,
  deps: IngestDeps,
  { person: id, as_of: asOf, campaigns, received_at }: Row,
  events: readonly LeadEvent[],
  now: number,
): Promise<Verdict[]> {
  if (events.length === 0) return []
  const person = await tx.selectFrom('people').select(PERSON).where('id', '=', id).executeTakeFirstOrThrow()
  return ingestIn(tx, deps, {
    events: [...events].sort((a, b) => (a.stamp < b.stamp ? -1 : 1)),
    now,
    cameAt: Date.parse(received_at),
    // Who may not work any more holds no new leads.
    ownerOfNew: () => (person.active ? person.id : null),
    permits: (locked, leads) =>
      permitEvents(locked, person, { asOf, campaigns: campaigns ?? [] }, { events, leads }),
    applies: (locked, leads, applied) => noteBreaches(locked, deps, leads, applied),
  })
}

/** The rows are locked: nothing waits here, though the feed is, too. */
async function note(
  tx: Tx,
  by: Person,
  ids: readonly string[],
  set: { state: Row['state']; event?: null },
  now: number,
): Promise<void> {
  if (ids.length === 0) return
  const decided = { decided_at: new Date(now).toISOString(), decided_by: by.id }
  await tx
    .updateTable('quarantine')
    .set({ ...set, ...decided })
    .where('id', 'in', [...ids])
    .execute()
}

const malformed = (id: string, message: string): Verdict => ({
  id,
  verdict: 'rejected',
  fault: { kind: 'malformed', message },
})
