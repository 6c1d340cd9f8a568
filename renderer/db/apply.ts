import type { LeadEvent } from '../../shared/events/event.ts'
import { fold } from '../../shared/events/fold.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { LeadSnapshot, SyncResponse } from '../../shared/sync/protocol.ts'
import type { SyncState } from './database.ts'
import { groupBy } from './group-by.ts'
import { startNewEpoch } from './new-epoch.ts'
import type { OutboxEntry } from './outbox.ts'
import { type DeskContext, mergeContext } from './policy-book.ts'
import { type Ground, gone, groundOf, putRebased, type Rebased, rebase, showRebased } from './rebase.ts'
import { refreshRows } from './refresh-rows.ts'
import { noteWaiting, type Store } from './store.ts'
import { type Judged, judge } from './verdicts.ts'
import type { LeadRow } from './views.ts'

/** A lead that left this device's view. */
export interface Moved {
  row: LeadRow
  to: string | null
  stage: LeadSnapshot['stage']
  /** This device had changes waiting for it. */
  worked: boolean
}

type Page = Omit<SyncResponse, 'cursor'> & { cursor: string | null }
const NO_CHANGES: Page['changes'] = {
  leads: [],
  removed: [],
  policies: [],
  people: [],
  campaigns: [],
  suppressionLists: [],
  suppressions: [],
}

/** Takes in one answer of central. @param sent what the request carried */
export async function takeIn(
  store: Store,
  sent: readonly OutboxEntry[],
  response: SyncResponse,
): Promise<Moved[]> {
  const { epoch } = store.sync
  if (epoch === null || epoch === response.epoch) return applyPage(store, sent, response)
  await takeVerdicts(store, sent, response)
  await startNewEpoch(store, response.epoch, new Set(response.verdicts.map((v) => v.id)))
  return []
}

/** Takes in the verdicts alone; the cursor stays where it is. */
export function takeVerdicts(
  store: Store,
  sent: readonly OutboxEntry[],
  response: SyncResponse,
): Promise<Moved[]> {
  const { epoch, cursor } = store.sync
  return applyPage(store, sent, {
    ...response,
    changes: NO_CHANGES,
    cursor,
    more: true,
    epoch: epoch ?? response.epoch,
  })
}

/** All of it in one transaction. */
async function applyPage(
  store: Store,
  sent: readonly OutboxEntry[],
  { verdicts, changes, cursor, more, epoch, serverTime }: Page,
): Promise<Moved[]> {
  const judged = await judge(store, sent, verdicts)
  const sync = nextSync(store, { cursor, more, serverTime, epoch })
  const context = mergeContext(store.replica.context, changes)
  const newContext = [changes.people, changes.campaigns, changes.policies, changes.suppressionLists].some(
    (lines) => lines.length > 0,
  )
  const rebased = await rebaseAll(store, judged, changes, sync)
  const swept = sync.sweeping && !more ? await unseen(store, sync, rebased) : []
  const moved = movedOf(store, changes.removed, rebased)
  const all = [...rebased, ...swept.map(gone)]
  const state: SyncState = { ...sync, sweeping: sync.sweeping && more }
  await write(store, judged, all, state, newContext ? context : null)

  store.outbox.delete([...judged.acked, ...judged.parked].map((r) => r.id))
  for (const { id } of judged.parked) store.parked.add(id)
  store.sync = state
  store.clock.setSkew(state.skew)
  if (newContext) store.replica.setContext(context)
  showRebased(store, all)
  if (newContext) await refreshRows(store)
  noteWaiting(store)
  store.replica.emit()
  if (judged.acked.length > 0)
    await store.journal.append([{ kind: 'settled', ids: judged.acked.map((a) => a.id) }])
  return moved
}

function nextSync(
  { sync, clock }: Store,
  page: Pick<Page, 'cursor' | 'more' | 'serverTime' | 'epoch'>,
): SyncState {
  const full = sync.cursor === null
  return {
    cursor: page.cursor,
    epoch: page.epoch,
    generation: full ? sync.generation + 1 : sync.generation,
    sweeping: full || sync.sweeping,
    lastSyncedAt: page.more ? sync.lastSyncedAt : new Date(clock.wall()).toISOString(),
    skew: Date.parse(page.serverTime) - clock.wall(),
  }
}

async function rebaseAll(
  store: Store,
  { verdictOf, acknowledged }: Judged,
  changes: SyncResponse['changes'],
  { generation }: SyncState,
): Promise<Rebased[]> {
  const arrived = new Map(changes.leads.map((s) => [s.lead.id, s]))
  const removed = new Map(changes.removed.map((r) => [r.id, r]))
  const ackedOf = groupBy(acknowledged, (e) => e.leadId)
  const ids = new Set([...arrived.keys(), ...removed.keys(), ...ackedOf.keys(), ...leadsOf(store, verdictOf)])
  const grounds = await groundOf(store, [...ids])
  return Promise.all(
    [...ids].map((id) => {
      const ground = grounds.get(id)!
      const arrival = arrived.get(id)
      if (!arrival && !ground.shown) return gone(id)
      const removal = removed.get(id)
      const base = withAcked(arrival ?? ground.base, ground.shown, ackedOf.get(id) ?? [])
      const next: Ground = {
        ...ground,
        base: base && removal ? { ...base, owner: removal.to, stage: removal.stage } : base,
        pending: ground.pending.filter((e) => !verdictOf.has(e.id)),
        generation: arrival ? generation : ground.generation,
        leaving: removal !== undefined || (ground.leaving && !arrival),
      }
      const callRuns =
        isOnCall(base?.lead ?? null, store.me) || isOnCall(ground.shown?.lead ?? null, store.me)
      const staysForCall = callRuns || (next.pending.length > 0 && removal === undefined)
      return next.leaving && !staysForCall ? gone(id) : rebase(store, id, next)
    }),
  )
}

function withAcked(
  base: LeadSnapshot | null,
  shown: LeadSnapshot | null,
  acked: readonly LeadEvent[],
): LeadSnapshot | null {
  if (acked.length === 0) return base
  if (base) return { ...base, lead: fold(base.lead, acked) }
  return shown && { ...shown, lead: fold(null, acked) }
}

/** A call of mine without an outcome: its lead stays until I have said how it ended. */
const isOnCall = (lead: Lead | null, me: string): boolean =>
  lead?.calls.some((c) => c.actor === me && c.disposition === null) ?? false

const leadsOf = ({ outbox }: Store, verdictOf: ReadonlyMap<string, unknown>): string[] =>
  outbox.all().flatMap(({ event }) => (verdictOf.has(event.id) ? event.leadId : []))

/** Leads that a full pull did not meet: central no longer shows them to this device. */
async function unseen(
  store: Store,
  { generation }: SyncState,
  rebased: readonly Rebased[],
): Promise<string[]> {
  const met = new Set(rebased.map((r) => r.id))
  const old = await store.db.leads.filter((l) => l.generation < generation).primaryKeys()
  return old.filter((id) => !met.has(id) && store.outbox.waitingOf(id) === 0)
}

function movedOf(
  { replica, outbox, me }: Store,
  removed: SyncResponse['changes']['removed'],
  rebased: readonly Rebased[],
): Moved[] {
  const left = new Set(rebased.filter((r) => r.lead === null || r.lead.leaving).map((r) => r.id))
  return removed.flatMap(({ id, to, stage }) => {
    const row = replica.row(id)
    if (!row || row.owner !== me || !left.has(id)) return []
    return { row, to, stage, worked: outbox.waitingOf(id) > 0 }
  })
}

async function write(
  { db, sealer }: Store,
  { acked, parked }: Judged,
  rebased: readonly Rebased[],
  sync: SyncState,
  context: DeskContext | null,
): Promise<void> {
  const sealed = context && (await sealer.seal('context', context))
  await db.transaction('rw!', [db.leads, db.bases, db.outbox, db.acked, db.parked, db.meta], async () => {
    await putRebased(db, rebased)
    await db.outbox.bulkDelete([...acked, ...parked].map((r) => r.id))
    await db.acked.bulkPut(acked)
    await db.parked.bulkPut(parked)
    await db.meta.put({ key: 'sync', ...sync })
    if (sealed) await db.meta.put({ key: 'context', sealed })
  })
}
