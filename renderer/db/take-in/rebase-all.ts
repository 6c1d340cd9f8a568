import { combine } from '../../../shared/events/combine.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { LeadSnapshot, SyncResponse } from '../../../shared/sync/protocol.ts'
import type { SyncState } from '../database/database.ts'
import { groupBy } from '../group-by.ts'
import type { Store } from '../store.ts'
import { closedByMeToday } from '../stored/closed-today.ts'
import { type Ground, gone, groundOf, type Rebased, rebase } from '../stored/rebase.ts'
import { upToDate } from '../stored/stored-leads.ts'
import type { Judged } from './verdicts.ts'

/**
 * What verdicts and changes make of every part they touch, and of the parts that stayed for its sake.
 * @param unmet what a full pull, now at its end, did not meet though something waits for it: it leaves with the last of that
 */
export async function rebaseAll(
  store: Store,
  { verdictOf, acknowledged }: Judged,
  changes: SyncResponse['changes'],
  { generation }: SyncState,
  unmet: ReadonlySet<string>,
): Promise<Rebased[]> {
  const { replica } = store
  const arrived = new Map(changes.leads.map((s) => [s.lead.id, upToDate(s)]))
  const removed = new Map(changes.removed.map((r) => [r.id, r]))
  const ackedOf = groupBy(acknowledged, (e) => e.leadId)
  const touched = new Set([
    ...arrived.keys(),
    ...removed.keys(),
    ...unmet,
    ...ackedOf.keys(),
    ...leadsOf(store, verdictOf),
  ])
  // What stayed for the sake of others may have lost them meanwhile.
  const ids = new Set([...touched, ...store.places.leaving()].flatMap((id) => [id, ...replica.partIds(id)]))
  const grounds = await groundOf(store, [...ids])
  const nexts = new Map(
    [...grounds].map(([id, ground]): [string, Ground] => {
      const arrival = arrived.get(id)
      const removal = removed.get(id)
      const base = withAcked(arrival ?? ground.base, ground.shown, ackedOf.get(id) ?? [])
      return [
        id,
        {
          ...ground,
          base: base && removal ? { ...base, owner: removal.to, stage: removal.stage } : base,
          pending: ground.pending.filter((e) => !verdictOf.has(e.id)),
          generation: arrival ? generation : ground.generation,
          leaving: removal !== undefined || unmet.has(id) || (ground.leaving && !arrival),
        },
      ]
    }),
  )
  const stays = (id: string) => {
    const parts = replica.partIds(id).flatMap((part) => nexts.get(part) ?? [])
    const leads = (of: 'base' | 'shown') => parts.flatMap((p) => p[of]?.lead ?? [])
    const callRuns = isOnCall(leads('base'), store.me) || isOnCall(leads('shown'), store.me)
    const closed = parts.every((p) => p.base?.stage === 'closed' && p.base.owner === store.me)
    const correctable = closed && closedByMeToday(leads('base'), store.me, store.clock.now())
    return callRuns || correctable || (!removed.has(id) && parts.some((p) => p.pending.length > 0))
  }
  return [...nexts].flatMap(([id, next]) => {
    if (removed.get(id)?.erased) return gone(id, true)
    if (!arrived.has(id) && !next.shown) return gone(id)
    if (!touched.has(id)) return next.leaving && !stays(id) ? gone(id) : []
    return next.leaving && !stays(id) ? gone(id) : rebase(store, id, next)
  })
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

/** A call of mine without an outcome: its lead, all parts of it, stays until I have said how it ended. */
const isOnCall = (parts: readonly Lead[], me: string): boolean =>
  parts.length > 0 && combine(parts).calls.some((c) => c.actor === me && c.disposition === null)

const leadsOf = ({ outbox }: Store, verdictOf: ReadonlyMap<string, unknown>): string[] =>
  outbox.all().flatMap(({ event }) => (verdictOf.has(event.id) ? event.leadId : []))
