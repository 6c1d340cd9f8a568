import type { SuppressionRecord, SyncState } from '../database/database.ts'
import { type DeskContext, mergeContext, sightOf } from '../memory/policy-book.ts'
import { mending, setAsideFor } from '../recover/set-aside.ts'
import { barsOf, refreshBarred } from '../refresh/refresh-barred.ts'
import { refreshOutdated } from '../refresh/refresh-outdated.ts'
import { refreshRows } from '../refresh/refresh-rows.ts'
import { noteWaiting, type Store } from '../store.ts'
import { rewriteJournal } from '../stored/compact.ts'
import type { OutboxEntry } from '../stored/outbox.ts'
import { gone, mergedWith, showRebased } from '../stored/rebase.ts'
import { writing } from '../stored/term.ts'
import { type LeadsWrite, putLeads, sealLeads } from '../stored/write-leads.ts'
import type { SyncAnswer } from './arrivals.ts'
import { type ErasedEvents, eventsOfErased, forgetErased } from './erase.ts'
import { type Moved, movedOf } from './moved.ts'
import { startNewEpoch } from './new-epoch.ts'
import { rebaseAll } from './rebase-all.ts'
import { suppressionRecords } from './suppressions.ts'
import { packArrivals, partArrivals } from './take-arrivals.ts'
import { type Judged, judge } from './verdicts.ts'

type Page = Omit<SyncAnswer, 'cursor'> & { cursor: string | null }
const NO_CHANGES: Page['changes'] = {
  leads: [],
  removed: [],
  policies: [],
  people: [],
  teams: [],
  campaigns: [],
  suppressionLists: [],
  suppressions: [],
}

/** Takes in one answer of central. @param sent what the request carried */
export async function takeIn(
  store: Store,
  sent: readonly OutboxEntry[],
  response: SyncAnswer,
): Promise<Moved[]> {
  const { epoch } = store.sync
  if (epoch === null || epoch === response.epoch) return applyWhole(store, sent, response)
  await takeVerdicts(store, sent, response)
  const has = new Set(response.verdicts.map((v) => v.id))
  await mending(store, () => startNewEpoch(store, response.epoch, has))
  return []
}

/** Takes in the verdicts alone; the cursor stays where it is. */
export function takeVerdicts(
  store: Store,
  sent: readonly OutboxEntry[],
  { arrivals: _, ...response }: SyncAnswer,
): Promise<Moved[]> {
  const { epoch, cursor } = store.sync
  return applyWhole(store, sent, {
    ...response,
    changes: NO_CHANGES,
    cursor,
    more: true,
    epoch: epoch ?? response.epoch,
  })
}

/**
 * Where stored leads are damaged everything is pulled again; but what the answer says of erased ones it says only once. What is found
 * damaged after its transaction does not come here: to judge the answer again would find nothing to settle.
 */
async function applyWhole(store: Store, sent: readonly OutboxEntry[], page: Page): Promise<Moved[]> {
  try {
    return await applyPage(store, sent, page)
  } catch (error) {
    const damaged = await setAsideFor(store, error)
    if (damaged === 'leads') return applyWhole(store, sent, { ...page, cursor: null, more: true })
    if (damaged === 'events') return applyWhole(store, sent, page)
    throw error
  }
}

/** All of it in one transaction. Then nothing that can fail, or takes long, stands before the journal. */
async function applyPage(
  store: Store,
  sent: readonly OutboxEntry[],
  { verdicts, changes: answered, arrivals, cursor, more, epoch, serverTime }: Page,
): Promise<Moved[]> {
  const { replica, suppressions } = store
  const judged = await judge(store, sent, verdicts)
  const sync = nextSync(store, { cursor, more, serverTime, epoch })
  const isLast = sync.sweeping && !more
  const listsEnd = isLast && suppressions.lists().size > 0
  const listsChange = listsEnd || answered.suppressions.length + answered.suppressionLists.length > 0
  const { plain, changes } = await partArrivals(store, answered, arrivals, listsChange)
  const erased = new Set(changes.removed.flatMap((r) => (r.erased ? r.id : [])))
  const ofErased = await eventsOfErased(store, erased, sent)
  const news = newsOf(changes)
  const sight =
    news === 'none' ? replica.sight : sightOf(mergeContext(replica.context, changes), replica.sight)
  const unmet = isLast ? unmetIn(store, sync, changes, plain) : []
  const stay = new Set(unmet.filter((id) => store.outbox.waitingOf(id) > 0))
  const rebased = await rebaseAll(store, judged, changes, sync, stay)
  const met = new Set(rebased.map((r) => r.id))
  const swept = unmet.filter((id) => !met.has(id))
  const all = [...rebased, ...swept.map((id) => gone(id))]
  const others = await mergedWith(store, all)
  const before = listsChange ? await barsOf(replica) : null
  const isFirst = replica.size === 0
  const moved = movedOf(store, changes.removed, rebased)
  const state: SyncState = { ...sync, sweeping: sync.sweeping && more }
  const [leads, packed] = await Promise.all([
    sealLeads(store, all, isLast ? sync.generation : undefined),
    packArrivals(store, arrivals, plain, sight, sync.generation),
    replica.prepare(
      all.flatMap((r) => r.snapshot ?? []),
      sight,
    ),
  ])
  leads.pages.push(...packed.map((p) => p.page))
  const forgotten = [...judged.dropped, ...ofErased.waiting, ...ofErased.acked, ...ofErased.parked]
  const toForget =
    forgotten.length + erased.size > 0 ? [...(store.toForget ?? []), ...forgotten] : store.toForget
  await write(store, judged, {
    erased: ofErased,
    leads,
    sync: state,
    context: news === 'none' ? null : sight.context,
    suppressions: await suppressionRecords(store, changes.suppressions, sync.generation),
    isLast,
    someErased: erased.size > 0,
    toForget,
  })

  if (sync.generation !== store.sync.generation) suppressions.beginPull()
  suppressions.apply(changes.suppressions)
  if (isLast) suppressions.endPull()
  store.outbox.delete([...[...judged.acked, ...judged.parked].map((r) => r.id), ...judged.dropped])
  for (const { id } of judged.parked) store.parked.add(id)
  store.toForget = toForget
  store.sync = state
  store.clock.setSkew(state.skew)
  // Before anything is shown: who asks why a lead is gone is told.
  forgetErased(store, erased, ofErased)
  replica.setSight(sight)
  showRebased(store, all, leads, others)
  for (const { derived } of packed) replica.putDerived(derived)
  const ended = await Promise.allSettled([
    settle(store, judged),
    mending(store, async () => {
      if (news === 'rules' && !isFirst) await refreshRows(store)
      else if (before) await refreshBarred(store, before)
      if (!more) await refreshOutdated(store)
    }),
  ])
  noteWaiting(store)
  if (state.sweeping && changes.leads.length + plain.length > 0) replica.emitNowAndThen()
  else replica.emit()
  for (const end of ended) if (end.status === 'rejected') throw end.reason
  return moved
}

/** In the journal: what was taken is; what may be of an erased lead is not to lie there any longer, sealed or not. */
async function settle(store: Store, { acked }: Judged): Promise<void> {
  if (acked.length > 0) await store.journal.append([{ kind: 'settled', ids: acked.map((a) => a.id) }])
  if (store.toForget) await mending(store, () => rewriteJournal(store))
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
    lastSyncedAt: page.more ? sync.lastSyncedAt : page.serverTime,
    skew: Date.parse(page.serverTime) - clock.wall(),
  }
}

/** Rows follow people, campaigns and policies; of suppression lists only what they say of the rows' numbers. */
function newsOf({
  people,
  teams,
  campaigns,
  policies,
  suppressionLists,
}: Page['changes']): 'rules' | 'lists' | 'none' {
  if (people.length + teams.length + campaigns.length + policies.length > 0) return 'rules'
  return suppressionLists.length > 0 ? 'lists' : 'none'
}

/** Leads that a full pull did not meet: central no longer shows them to this device. */
function unmetIn(
  { places }: Store,
  { generation }: SyncState,
  { leads }: Page['changes'],
  plain: readonly string[],
): string[] {
  const arrived = new Set([...leads.map((s) => s.lead.id), ...plain])
  return places.before(generation).leads.filter((id) => !arrived.has(id))
}

interface Written {
  erased: ErasedEvents
  leads: LeadsWrite
  sync: SyncState
  /** Null: as it was. */
  context: DeskContext | null
  suppressions: readonly SuppressionRecord[]
  /** Of a full pull. */
  isLast: boolean
  someErased: boolean
  toForget: Store['toForget']
}

async function write(
  store: Store,
  { acked, parked, dropped }: Judged,
  { erased, leads, sync, context, suppressions, isLast, someErased, toForget }: Written,
): Promise<void> {
  const { db, sealer } = store
  const sealed = context && (await sealer.seal('context', context))
  const tables = [db.leads, db.bases, db.pages, db.outbox, db.acked, db.parked, db.meta, db.suppressions]
  const clearLists = async () => {
    if (isLast) await db.suppressions.where('generation').below(sync.generation).delete()
    await db.suppressions.bulkPut(suppressions)
  }
  // At once, but for what follows another: an answer given meanwhile waits for all of it.
  await writing(store, tables, () =>
    Promise.all([
      putLeads(db, leads),
      db.outbox.bulkDelete([...[...acked, ...parked].map((r) => r.id), ...dropped, ...erased.waiting]),
      db.acked.bulkPut(acked).then(() => db.acked.bulkDelete(erased.acked)),
      db.parked.bulkPut(parked).then(() => db.parked.bulkDelete(erased.parked)),
      clearLists(),
      db.meta.put({ key: 'sync', ...sync }),
      sealed && db.meta.put({ key: 'context', sealed }),
      // It may show one of them; it is kept anew when the queue changes.
      someErased && db.meta.delete('glance'),
      toForget && db.meta.put({ key: 'rewrite', without: toForget }),
    ]),
  )
}
