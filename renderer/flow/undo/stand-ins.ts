import type { Lead } from '../../../shared/lead/lead.ts'
import { factOf } from './fact-of.ts'
import type { TakenBack } from './take-back.ts'

/**
 * What a step that was taken back gave back stands under an event of its own (a promise under an id of its own, for a closed one stays
 * closed): the steps before it know what was there by the older one.
 */
export interface StandIns {
  /** The event that this one gave back; itself where it gave nothing back. */
  event(event: string): string
  /** Under which id the callback stands by now. */
  callback(id: string): string
  /** @param after the lead with what was given back */
  add(done: readonly TakenBack[], before: Lead | null, after: Lead): void
}

export function createStandIns(): StandIns {
  const events = new Map<string, string>()
  const callbacks = new Map<string, string>()
  const last = (ids: Map<string, string>, id: string): string => {
    let at = id
    for (let next = ids.get(at); next !== undefined; next = ids.get(at)) at = next
    return at
  }
  return {
    event: (event) => last(events, event),
    callback: (id) => last(callbacks, id),
    add(done, before, after) {
      for (const { of, by } of done) {
        let known = by
        if (of.type === 'callback.closed' && by.type === 'callback.scheduled') {
          callbacks.set(of.payload.callback, by.payload.callback)
          known = { ...by, payload: { ...by.payload, callback: of.payload.callback } }
        }
        const was = factOf(before, known)
        const now = factOf(after, by)
        if (was && now) events.set(now.event, was.event)
      }
    },
  }
}
