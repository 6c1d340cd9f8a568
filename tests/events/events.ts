import type { EventType, LeadEvent, PayloadOf } from '../../shared/events/event.ts'
import { leadEvent } from '../../shared/events/event.ts'
import type { DispositionFlags } from '../../shared/lead/lead.ts'

/** The n-th id of a kind, for tests: '<kind><n>' in the shape of a UUID. */
export const id = (n: number, kind = 0): string =>
  `01900000-0000-7000-8${kind.toString(16).padStart(3, '0')}-${n.toString(16).padStart(12, '0')}`

export const LEAD = id(1, 0xa)

/** A stamp at a minute of one day ('10:31'), or at an instant. */
export const at = (time: string, counter = 0, device = 'd1'): string =>
  `${instant(time)}-${counter.toString(16).padStart(4, '0')}-${device}`

export const instant = (time: string): string => (time.length === 5 ? `2026-11-22T${time}:00.000Z` : time)

let events = 0

/** A valid event; its time is that of `stamp`. */
export function event<T extends EventType>(
  type: T,
  stamp: string,
  payload: PayloadOf<T>,
  more: Partial<Pick<LeadEvent, 'id' | 'effective' | 'actor'>> = {},
): LeadEvent {
  events += 1
  return leadEvent.parse({
    id: id(events, 0xe),
    leadId: LEAD,
    stamp,
    actor: 'ana',
    device: 'd1',
    type,
    payload,
    ...more,
  })
}

const NO_FLAGS: DispositionFlags = {
  humanAnswered: false,
  rightParty: false,
  unworkable: false,
  doNotCall: false,
  completed: false,
}
export const flags = (...set: (keyof DispositionFlags)[]): DispositionFlags => ({
  ...NO_FLAGS,
  ...Object.fromEntries(set.map((f) => [f, true])),
})

export const captured = (stamp: string, payload: Partial<PayloadOf<'lead.captured'>> = {}): LeadEvent =>
  event('lead.captured', stamp, {
    campaign: 'spring',
    channel: 'web',
    label: 'Web form',
    at: null,
    fields: {},
    ...payload,
  })

/** Every order of a few events. */
export function permutations<T>(list: readonly T[]): T[][] {
  if (list.length < 2) return [[...list]]
  return list.flatMap((x, i) => permutations(list.toSpliced(i, 1)).map((rest) => [x, ...rest]))
}
