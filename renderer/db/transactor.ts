import { type LeadEvent, leadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import type { BaseRecord, LeadRecord, OutboxRecord } from './database.ts'
import type { Draft } from './draft.ts'
import { latestStamp } from './latest-stamp.ts'
import type { OutboxEntry } from './outbox.ts'
import { adopt, dismissParked, retryParked } from './park.ts'
import type { Transactor } from './ports.ts'
import { save } from './save.ts'
import { noteWaiting, type Store, snapshotOf } from './store.ts'

/** One lead's part of a commit. */
export interface LeadChange {
  id: string
  before: LeadRecord | null
  lead: LeadRecord
  snapshot: LeadSnapshot
  /** Written with the lead's first pending event. */
  base: BaseRecord | null
}

export interface Commit {
  leads: LeadChange[]
  outbox: OutboxRecord[]
  /** The last stamp given. */
  stamp: string
}

/** The only writer of work. */
export function createTransactor(store: Store): Transactor {
  return {
    commit: (drafts) => store.serial(() => commit(store, drafts)),
    adopt: (snapshots) => store.serial(() => adopt(store, snapshots)),
    retryParked: (ids) => store.serial(() => retryParked(store, ids)),
    dismissParked: (ids) => store.serial(() => dismissParked(store, ids)),
  }
}

async function commit(store: Store, drafts: readonly Draft[]): Promise<void> {
  if (drafts.length === 0) return
  const shown = new Map<string, LeadSnapshot | null>()
  for (const { leadId } of drafts) if (!shown.has(leadId)) shown.set(leadId, await snapshotOf(store, leadId))
  const events = stamped(store, drafts, shown)
  const entries: OutboxEntry[] = await Promise.all(
    events.map(async (event) => ({
      seq: store.outbox.nextSeq(),
      event,
      sealed: await store.sealer.seal(`event:${event.id}`, event),
    })),
  )
  const leads = await Promise.all(
    [...shown].map(([id, before]) =>
      changeOf(
        store,
        id,
        before,
        events.filter((e) => e.leadId === id),
      ),
    ),
  )
  await save(store, {
    leads,
    outbox: entries.map(({ seq, event, sealed }) => ({ id: event.id, seq, leadId: event.leadId, sealed })),
    stamp: events.at(-1)!.stamp,
  })
  store.outbox.add(entries)
  for (const { snapshot } of leads) {
    store.replica.put(snapshot, true)
    store.replica.keep(snapshot)
  }
  noteWaiting(store)
  store.replica.emit()
  store.onCommitted()
}

/** Later than everything that is known of these leads, so that what a person sees and changes is changed. */
function stamped(
  store: Store,
  drafts: readonly Draft[],
  shown: ReadonlyMap<string, LeadSnapshot | null>,
): LeadEvent[] {
  const now = store.clock.now()
  for (const snapshot of shown.values()) if (snapshot) store.stamps.receive(latestStamp(snapshot.lead), now)
  return drafts.map((draft) =>
    leadEvent.parse({
      ...draft,
      id: store.newId(),
      stamp: store.stamps.next(now),
      actor: store.me,
      device: store.header.deviceId,
    }),
  )
}

async function changeOf(
  store: Store,
  id: string,
  before: LeadSnapshot | null,
  events: readonly LeadEvent[],
): Promise<LeadChange> {
  if (!before && events[0]?.type !== 'lead.captured')
    throw new Error('This lead is no longer on this machine.')
  const snapshot: LeadSnapshot = {
    ...(before ?? {
      owner: store.me,
      version: 0,
      stage: 'open',
      assignedAt: new Date(store.clock.now()).toISOString(),
    }),
    lead: fold(before?.lead ?? null, events),
  }
  const first = store.outbox.waitingOf(id) === 0
  const [record, sealed, base] = await Promise.all([
    store.db.leads.get(id),
    store.sealer.seal(`lead:${id}`, snapshot),
    first ? store.sealer.seal(`base:${id}`, before) : null,
  ])
  return {
    id,
    before: record ?? null,
    lead: {
      id,
      generation: record?.generation ?? store.sync.generation,
      leaving: record?.leaving ?? false,
      sealed,
    },
    snapshot,
    base: base && { id, sealed: base },
  }
}
