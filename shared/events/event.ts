import { z } from 'zod'
import { type CatalogId, FIELD_IDS, type FieldId, OWN_ID } from '../lead/catalog.ts'
import { OUTCOMES, RETURN_REASONS } from '../lead/hand-off.ts'
import { CHANNELS } from '../lead/lead.ts'
import { ROUTES } from '../lead/route.ts'
import { stampSchema } from './stamp.ts'

/**
 * Events are facts; a lead is folded from them. An event never changes: what was wrong is amended by a later one.
 * Anything that crosses a boundary (outbox, wire, journal, database) is parsed by `leadEvent` again.
 */

const text = (max: number) => z.string().max(max)
const instant = z.iso.datetime({ precision: 3 })
const day = z.iso.date()
const id = z.uuid()
/** A campaign's own ids are told by their form: which campaign has which, and until when, is no matter of an event. */
const fieldId = z.union([
  z.enum(FIELD_IDS as [CatalogId, ...CatalogId[]]),
  z.string().regex(OWN_ID),
]) as unknown as z.ZodType<FieldId, FieldId>
/** Values of one response: more than any campaign can declare. */
const MAX_VALUES = 100
const value = z.union([text(2000), z.number().finite()])

export const flagsSchema = z.strictObject({
  humanAnswered: z.boolean(),
  rightParty: z.boolean(),
  unworkable: z.boolean(),
  doNotCall: z.boolean(),
  completed: z.boolean(),
})

const envelope = {
  id,
  leadId: id,
  stamp: stampSchema,
  /** Given by central when `stamp` was far ahead of its clock; every replica then folds on this one. */
  effective: stampSchema.optional(),
  /** A person's id, or 'system:<part>' for what no person did. */
  actor: text(80).min(1),
  device: text(40).min(1),
}

const event = <T extends string, P extends z.ZodRawShape>(type: T, payload: P) =>
  z.strictObject({ ...envelope, type: z.literal(type), payload: z.strictObject(payload) })

export const leadEvent = z.discriminatedUnion('type', [
  /** A response through any channel. `at` null: undated, its values only fill blanks. */
  event('lead.captured', {
    campaign: text(80).min(1),
    channel: z.enum(CHANNELS),
    label: text(200),
    at: instant.nullable(),
    fields: z
      .partialRecord(fieldId, value)
      .refine((fields) => Object.keys(fields).length <= MAX_VALUES, `more than ${MAX_VALUES} values`),
    /** The input as it came, beside what was made of it. */
    raw: z.record(text(200), text(4000)).optional(),
  }),
  event('field.answered', {
    field: fieldId,
    value,
    call: id.nullable(),
    /** What the person said beside the choice, in their words. */
    words: text(500).min(1).optional(),
  }),
  event('field.declined', {
    field: fieldId,
    reaskOn: day,
    call: id.nullable(),
    /** They will tell: once this call is over, or from `reaskOn` on. Left out: they would not say. */
    later: z.enum(['call', 'day']).optional(),
  }),
  event('field.withdrawn', {
    field: fieldId,
    reason: text(500),
    /** Takes back this event alone, as if it had not been: what stood before it stands again. Left out: the field is open. */
    undoes: id.optional(),
  }),
  event('call.started', { call: id, phone: text(40), at: instant }),
  event('call.finished', { call: id, at: instant, disposition: text(40).min(1), flags: flagsSchema }),
  event('call.amended', { call: id, disposition: text(40).min(1), flags: flagsSchema, reason: text(500) }),
  event('callback.scheduled', {
    callback: id,
    at: instant,
    whose: z.enum(['mine', 'anyone']),
    agent: text(80),
    note: text(2000),
  }),
  event('callback.closed', { callback: id, outcome: z.enum(['done', 'cancelled']) }),
  /** The whole text of a note; the latest by stamp stands, so a note saves as one types. */
  event('note.written', { note: id, text: text(20000) }),
  event('consent.recorded', {
    consent: id,
    for: z.enum(['phone', 'email']),
    given: z.boolean(),
    basis: text(200),
    text: text(4000),
    at: instant,
    /** Where it can be proven: 'web form, expo.example/ask', 'said on the recorded call'. */
    source: text(200).optional(),
  }),
  event('doNotCall.lifted', { reason: text(2000).min(1) }),
  event('route.set', { route: z.enum(ROUTES).nullable(), reason: text(2000).min(1) }),
  event('lead.skipped', { until: instant, reason: text(500).min(1) }),
  event('lead.merged', { merge: id, other: id }),
  event('merge.undone', { merge: id, reason: text(500) }),
  /** A person looked at a likely duplicate: `other` is somebody else. */
  event('lead.keptApart', { other: id, reason: text(500) }),
  /** A person looked at what makes the lead invalid: these reasons (ids of shared/lead/validity.ts) do not count any more. */
  event('lead.reinstated', { reasons: z.array(text(40).min(1)).min(1).max(20), reason: text(500).min(1) }),
  /** A capture, and what was recorded with it (events of consents and notes), counts for nothing any more. Central alone writes it. */
  event('response.takenBack', { response: id, with: z.array(id).max(100), reason: text(500) }),
  /** The receiver sent the lead back. This and the outcome are written by central alone, with the hand-off's own row. */
  event('handOff.returned', {
    handOff: id,
    route: z.enum(ROUTES),
    reason: z.enum(RETURN_REASONS),
    note: text(2000),
  }),
  event('outcome.recorded', {
    handOff: id,
    outcome: z.enum(OUTCOMES),
    /** In units of the currency; null: not said. */
    value: z.number().nonnegative().max(1e12).nullable(),
    /** ISO 4217; '' without a value. */
    currency: text(3),
    reason: text(500),
    at: instant,
  }),
])

export type LeadEvent = z.infer<typeof leadEvent>
export type EventType = LeadEvent['type']
export type EventOf<T extends EventType> = Extract<LeadEvent, { type: T }>
export type PayloadOf<T extends EventType> = EventOf<T>['payload']

export const EVENT_TYPES = leadEvent.options.map((o) => o.shape.type.value) as readonly EventType[]

/** The stamp a replica folds on. */
export const foldStamp = (e: Pick<LeadEvent, 'stamp' | 'effective'>): string => e.effective ?? e.stamp
