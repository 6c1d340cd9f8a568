import type { LeadEvent } from '../../../shared/events/event.ts'
import { FAULTS } from '../../../shared/sync/faults.ts'
import type { Verdict } from '../../../shared/sync/protocol.ts'
import type { AckedRecord, ParkedRecord } from '../database/database.ts'
import type { Store } from '../store.ts'
import type { OutboxEntry } from '../stored/outbox.ts'
import type { ParkedEvent } from '../views.ts'

/** What central's verdicts make of the events that were sent. An event without a verdict is not in here, and stays in the outbox. */
export interface Judged {
  verdictOf: ReadonlyMap<string, Verdict>
  /** With the effective stamps that central gave. */
  acknowledged: LeadEvent[]
  acked: AckedRecord[]
  parked: ParkedRecord[]
  /** Ids of events that are neither central's nor wait any more: kept apart there, or of an erased lead. */
  dropped: string[]
}

export async function judge(
  { sealer, clock, outbox }: Store,
  sent: readonly OutboxEntry[],
  verdicts: readonly Verdict[],
): Promise<Judged> {
  const sentById = new Map(sent.map((e) => [e.event.id, e]))
  const known = verdicts.filter((v) => sentById.has(v.id) && outbox.has(v.id))
  const judged: Judged = {
    verdictOf: new Map(known.map((v) => [v.id, v])),
    acknowledged: [],
    acked: [],
    parked: [],
    dropped: [],
  }
  for (const v of judged.verdictOf.values()) {
    const { event, sealed } = sentById.get(v.id)!
    if (v.verdict === 'quarantined' || isForgotten(v)) {
      judged.dropped.push(v.id)
      continue
    }
    if (v.verdict === 'rejected') {
      const parkedAt = new Date(clock.now()).toISOString()
      const parked: ParkedEvent = { id: v.id, leadId: event.leadId, fault: v.fault, parkedAt, event }
      judged.parked.push({ id: v.id, sealed: await sealer.seal(`parked:${v.id}`, parked) })
      continue
    }
    const final = v.effective ? { ...event, effective: v.effective } : event
    judged.acknowledged.push(final)
    judged.acked.push({
      id: v.id,
      at: clock.wall(),
      sealed: v.effective ? await sealer.seal(`event:${v.id}`, final) : sealed,
    })
  }
  return judged
}

const isForgotten = (v: Verdict): boolean =>
  v.verdict === 'rejected' && FAULTS[v.fault.kind].reaction === 'forget'
