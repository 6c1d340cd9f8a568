import { v7 } from 'uuid'
import type { LeadEvent } from '../../../shared/events/event.ts'
import type { SyncResponse } from '../../../shared/sync/protocol.ts'
import type { TestDevice } from '../../central/support.ts'

/** Requests as central saw them, and what they cost. */
export interface Hits {
  answered(ms: number, rejected: number): void
  unreached(): void
  /** What was counted so far. */
  forget(): void
  summary(): { requests: number; unreached: number; rejected: number; p95: number }
}

export function hitsOf(): Hits {
  let times: number[] = []
  let rejected = 0
  let unreached = 0
  return {
    answered(ms, events) {
      times.push(ms)
      rejected += events
    },
    unreached() {
      unreached += 1
    },
    forget() {
      times = []
      unreached = 0
    },
    summary() {
      const sorted = [...times].sort((a, b) => a - b)
      const p95 = Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0)
      return { requests: times.length, unreached, rejected, p95 }
    },
  }
}

/** A new lead and answers to it: so many events. */
export function batchOf(device: TestDevice, events: number): LeadEvent[] {
  const lead = v7()
  if (events === 0) return []
  const answers = Array.from({ length: events - 1 }, () => device.answered(lead, 'budget', 'none'))
  return [device.captured(lead), ...answers]
}

/** One request; false: it was refused, or central not reached. */
export async function sent(device: TestDevice, batch: readonly LeadEvent[], hits: Hits): Promise<boolean> {
  const began = performance.now()
  const answer = await device.post([...batch]).catch(() => null)
  if (!answer) {
    hits.unreached()
    return false
  }
  const body = answer.ok ? ((await answer.json()) as SyncResponse) : null
  const rejected = body?.verdicts.filter((v) => v.verdict === 'rejected').length ?? 0
  hits.answered(performance.now() - began, rejected)
  return answer.ok
}
