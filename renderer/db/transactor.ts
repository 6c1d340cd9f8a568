import { type LeadEvent, leadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { LeadSnapshot } from '../../shared/sync/protocol.ts'
import type { BaseRecord, LeadRecord, OutboxRecord } from './database/database.ts'
import type { Draft } from './draft.ts'
import { placed } from './memory/place.ts'
import { isLost, notSaved } from './not-saved.ts'
import type { Transactor } from './ports.ts'
import { noticing } from './recover/set-aside.ts'
import { noteWaiting, partOf, type Store, snapshotOf } from './store.ts'
import { latestStamp } from './stored/latest-stamp.ts'
import type { OutboxEntry } from './stored/outbox.ts'
import { adopt, dismissParked, retryParked } from './stored/park.ts'
import { readParts } from './stored/rebase.ts'
import { save } from './stored/save.ts'

/** What a commit does to one part of a lead. */
export interface LeadChange {
  id: string
  /** What its record says until then, null that it is gone; null where it has no record. */
  before: { snapshot: LeadSnapshot | null } | null
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
  const write = (task: () => Promise<void>) =>
    store.serial(() =>
      noticing(store, task).catch((error: unknown) => {
        throw isLost(error) ? notSaved([error]) : error
      }),
    )
  return {
    commit: (drafts) => write(() => commit(store, drafts)),
    adopt: (snapshots) => write(() => adopt(store, snapshots)),
    retryParked: (ids) => write(() => retryParked(store, ids)),
    dismissParked: (ids) => store.serial(() => dismissParked(store, ids)),
  }
}

async function commit(store: Store, given: readonly Draft[]): Promise<void> {
  if (given.length === 0) return
  const { replica } = store
  const drafts = given.map((draft) => placed(replica, draft))
  const shown = new Map<string, LeadSnapshot | null>()
  for (const { leadId } of drafts) if (!shown.has(leadId)) shown.set(leadId, await partOf(store, leadId))
  const whole = await Promise.all([...shown.keys()].map((id) => snapshotOf(store, id)))
  const events = stamped(store, drafts, whole)
  const [entries, leads] = await Promise.all([
    Promise.all(
      events.map(async (event): Promise<OutboxEntry> => {
        const seq = store.outbox.nextSeq()
        return { seq, event, sealed: await store.sealer.seal(`event:${event.id}`, event) }
      }),
    ),
    Promise.all(
      [...shown].map(([id, before]) =>
        changeOf(
          store,
          id,
          before,
          events.filter((e) => e.leadId === id),
        ),
      ),
    ),
  ])
  const snapshots = leads.map((l) => l.snapshot)
  const others = await readParts(store, replica.unheld(snapshots))
  await save(store, {
    leads,
    outbox: entries.map(({ seq, event, sealed }) => ({ id: event.id, seq, leadId: event.leadId, sealed })),
    stamp: events.at(-1)!.stamp,
  })
  store.outbox.add(entries)
  replica.put([...snapshots, ...others])
  for (const snapshot of snapshots) replica.keep(snapshot)
  noteWaiting(store)
  replica.emit()
  store.onCommitted()
}

/** Later than everything that is known of these leads, so that what a person sees and changes is changed. */
function stamped(
  store: Store,
  drafts: readonly Draft[],
  shown: readonly (LeadSnapshot | null)[],
): LeadEvent[] {
  const now = store.clock.now()
  for (const snapshot of shown) if (snapshot) store.stamps.receive(latestStamp(snapshot.lead), now)
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
  const { places } = store
  const [sealed, base] = await Promise.all([
    store.sealer.seal(`lead:${id}`, snapshot),
    first ? store.sealer.seal(`base:${id}`, before) : null,
  ])
  return {
    id,
    before: places.hasRecord(id) ? { snapshot: before } : null,
    lead: {
      id,
      generation: places.generationOf(id) ?? store.sync.generation,
      leaving: places.isLeaving(id),
      sealed,
    },
    snapshot,
    base: base && { id, sealed: base },
  }
}
