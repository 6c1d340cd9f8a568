import {
  EVENT_TYPES,
  type EventType,
  type LeadEvent,
  leadEvent,
  type PayloadOf,
} from '../../shared/events/event.ts'
import { FIELD_IDS } from '../../shared/lead/catalog.ts'
import { OUTCOMES, RETURN_REASONS } from '../../shared/lead/hand-off.ts'
import { CHANNELS } from '../../shared/lead/lead.ts'
import { ROUTES } from '../../shared/lead/route.ts'
import fc from '../setup/fc.ts'
import { id, LEAD } from './events.ts'

/** Few ids and few times, so that events meet: the same call, the same stamp, the same instant. */
const pooled = (kind: number) => fc.integer({ min: 1, max: 2 }).map((n) => id(n, kind))
const when = fc.constantFrom(
  '1999-12-31T23:59:59.999Z',
  '2026-11-22T10:00:00.000Z',
  '2026-11-22T10:00:00.001Z',
  '2026-11-22T11:00:00.000Z',
  '2026-11-23T10:00:00.000Z',
  '2041-01-01T00:00:00.000Z',
)
const stamp = fc
  .tuple(when, fc.constantFrom('0000', '0001', 'ffff'), fc.constantFrom('d1', 'd2'))
  .map((parts) => parts.join('-'))
const text = fc.constantFrom('', 'a', 'b')
const reason = fc.constantFrom('because', 'so')
const field = fc.constantFrom(...FIELD_IDS.slice(0, 4), 'timeline', 'own.supplier', 'own.a-1' as const)
const value = fc.oneof(text, fc.constantFrom(1, 2.5))
const call = pooled(0xc)
const flagSet = fc.record({
  humanAnswered: fc.boolean(),
  rightParty: fc.boolean(),
  unworkable: fc.boolean(),
  doNotCall: fc.boolean(),
  completed: fc.boolean(),
})
/** Of an event that may be among those drawn, and may be of any type. */
const eventId = fc.integer({ min: 1, max: 14 }).map((n) => id(n, 0xe))
const disposition = fc.constantFrom('noAnswer', 'spoke', 'unknown')

const payloads: { [T in EventType]: fc.Arbitrary<PayloadOf<T>> } = {
  'lead.captured': fc.record({
    campaign: fc.constantFrom('spring', 'autumn'),
    channel: fc.constantFrom(...CHANNELS),
    label: text,
    at: fc.option(when),
    fields: fc.dictionary(field, value),
  }),
  'field.answered': fc.record(
    { field, value, call: fc.option(call), words: reason },
    { requiredKeys: ['field', 'value', 'call'] },
  ),
  'field.declined': fc.record(
    {
      field,
      reaskOn: fc.constantFrom('2026-12-01', '2027-01-01'),
      call: fc.option(call),
      later: fc.constantFrom('call' as const, 'day' as const),
    },
    { requiredKeys: ['field', 'reaskOn', 'call'] },
  ),
  'field.withdrawn': fc.record({ field, reason, undoes: eventId }, { requiredKeys: ['field', 'reason'] }),
  'call.started': fc.record({ call, phone: text, at: when }),
  'call.finished': fc.record({ call, at: when, disposition, flags: flagSet }),
  'call.amended': fc.record({ call, disposition, flags: flagSet, reason }),
  'callback.scheduled': fc.record({
    callback: pooled(0xb),
    at: when,
    whose: fc.constantFrom('mine' as const, 'anyone' as const),
    agent: text,
    note: text,
  }),
  'callback.closed': fc.record({
    callback: pooled(0xb),
    outcome: fc.constantFrom('done' as const, 'cancelled' as const),
  }),
  'note.written': fc.record({ note: pooled(0xd), text }),
  'consent.recorded': fc.record({
    consent: pooled(0xf),
    for: fc.constantFrom('phone' as const, 'email' as const),
    given: fc.boolean(),
    basis: text,
    text,
    at: when,
    source: fc.option(text, { nil: undefined }),
  }),
  'doNotCall.lifted': fc.record({ reason }),
  'route.set': fc.record({ route: fc.option(fc.constantFrom(...ROUTES)), reason }),
  'lead.skipped': fc.record({ until: when, reason }),
  'lead.merged': fc.record({ merge: pooled(0x9), other: pooled(0xa) }),
  'merge.undone': fc.record({ merge: pooled(0x9), reason }),
  'lead.keptApart': fc.record({ other: pooled(0xa), reason }),
  'lead.reinstated': fc.record({
    reasons: fc.array(fc.constantFrom('noReach', 'testEntry'), { minLength: 1, maxLength: 2 }),
    reason: fc.constantFrom('checked', 'by phone'),
  }),
  'response.takenBack': fc.record({
    response: eventId,
    with: fc.array(eventId, { maxLength: 2 }),
    reason,
  }),
  'handOff.returned': fc.record({
    handOff: pooled(0x8),
    route: fc.constantFrom(...ROUTES),
    reason: fc.constantFrom(...RETURN_REASONS),
    note: text,
  }),
  'outcome.recorded': fc.record({
    handOff: pooled(0x8),
    outcome: fc.constantFrom(...OUTCOMES),
    value: fc.option(fc.constantFrom(0, 1200.5)),
    currency: fc.constantFrom('', 'EUR'),
    reason: text,
    at: when,
  }),
}

const draft = fc.constantFrom(...EVENT_TYPES).chain((type) =>
  fc.record({
    type: fc.constant(type),
    payload: payloads[type] as fc.Arbitrary<unknown>,
    stamp,
    effective: fc.option(stamp, { nil: undefined, freq: 8 }),
    actor: fc.constantFrom('ana', 'ben', 'system:territory'),
    device: fc.constantFrom('d1', 'd2'),
  }),
)

/** Valid events of one lead; their ids are in no relation to their order or stamps. */
export const leadEvents: fc.Arbitrary<LeadEvent[]> = fc
  .array(draft, { minLength: 1, maxLength: 14 })
  .chain((drafts) =>
    fc
      .shuffledSubarray(
        drafts.map((_, i) => i + 1),
        { minLength: drafts.length },
      )
      .map((ids) => drafts.map((d, i) => leadEvent.parse({ ...d, id: id(ids[i]!, 0xe), leadId: LEAD }))),
  )
