import { z } from 'zod'
import { OUTCOMES, RETURN_REASONS } from '../lead/hand-off.ts'
import { HAND_OFF_CHANNELS, ROUTES } from '../lead/route.ts'
import { line } from './api.ts'
import { count, zonedInstant } from './fields.ts'

/** The bodies of the REST service for hand-offs: what a channel got, what became of it, how long each step took. */

/** 'withdrawn': the lead left an automatic channel (web, nurture) for a better route. */
export const HAND_OFF_STATES = [
  'waiting',
  'delivered',
  'accepted',
  'returned',
  'won',
  'lost',
  'withdrawn',
] as const
export type HandOffState = (typeof HAND_OFF_STATES)[number]

const actionKind = z.enum(['call', 'email', 'meeting', 'offer', 'other'])
export type ActionKind = z.infer<typeof actionKind>

/** ISO instants of every step; null: it has not come to that. */
export const handOffSteps = z.object({
  capturedAt: z.string().nullable(),
  firstAttemptAt: z.string().nullable(),
  decidedAt: z.string(),
  deliveredAt: z.string().nullable(),
  acceptedAt: z.string().nullable(),
  firstActionAt: z.string().nullable(),
  outcomeAt: z.string().nullable(),
})

export const handOff = z.object({
  id: z.string(),
  lead: z.string(),
  campaign: z.string(),
  route: z.enum(ROUTES),
  channel: z.enum(HAND_OFF_CHANNELS),
  /** The rule that sent it: its place in the policy's order from 0 (null: the route was set by hand), and in words. */
  rule: z.object({ index: z.number().int().nullable(), text: z.string() }),
  policyVersion: z.number().int(),
  /** The day (UTC) it was decided for. */
  asOf: z.string(),
  score: z.object({ low: z.number(), high: z.number(), expected: z.number() }),
  state: z.enum(HAND_OFF_STATES),
  /** Expected by commands; 409 when it changed meanwhile. */
  version: z.number().int(),
  /** Who is to act on it: a team and, once it is dealt or accepted, a person of it. */
  team: z.string().nullable(),
  owner: z.string().nullable(),
  steps: handOffSteps,
  returned: z
    .object({ reason: z.enum(RETURN_REASONS), note: z.string(), by: z.string(), at: z.string() })
    .nullable(),
  outcome: z
    .object({
      outcome: z.enum(OUTCOMES),
      /** In units of the currency; null: not said. */
      value: z.number().nullable(),
      /** ISO 4217; '' without a value. */
      currency: z.string(),
      reason: z.string(),
      by: z.string(),
      at: z.string(),
    })
    .nullable(),
  /** What is to be done next and until when (ISO); null: nothing has a limit. */
  due: z.object({ step: z.enum(['accept', 'act', 'outcome']), at: z.string() }).nullable(),
})
export type HandOff = z.infer<typeof handOff>

/** A hand-off with as much of its lead as a list shows. */
export const handOffListed = handOff.extend({
  person: z.object({
    name: z.string(),
    company: z.string(),
    jobTitle: z.string(),
    email: z.string(),
    /** E.164; '' without one. */
    phone: z.string(),
    country: z.string(),
  }),
})
export type HandOffListed = z.infer<typeof handOffListed>

/** One hand-off, with what was done about it in the order of time. */
export const handOffRead = handOffListed.extend({
  actions: z.array(z.object({ kind: actionKind, note: z.string(), by: z.string(), at: z.string() })),
})
export type HandOffRead = z.infer<typeof handOffRead>

/** Newest first, or by what is due first. */
export const handOffsPage = z.object({ handOffs: z.array(handOffListed), next: z.string().nullable() })
export type HandOffsPage = z.infer<typeof handOffsPage>

/** Left out: whatever the version is (for services that keep none). */
const version = count.optional()

export const acceptRequest = z.strictObject({ version })
export const returnRequest = z.strictObject({
  version,
  reason: z.enum(RETURN_REASONS),
  note: z.string().max(2000).default(''),
})
/** Something was done about it: the first one stops the clock of the first action. */
export const actionRequest = z.strictObject({
  kind: actionKind,
  /** ISO; left out: now. */
  at: zonedInstant.optional(),
  note: z.string().max(2000).default(''),
})
export const outcomeRequest = z.strictObject({
  version,
  outcome: z.enum(OUTCOMES),
  value: z.number().nonnegative().max(1e12).nullable().default(null),
  currency: z
    .string()
    .regex(/^([A-Z]{3})?$/u)
    .default(''),
  reason: z.string().max(500).default(''),
  at: zonedInstant.optional(),
})
/** Another receiver of the same channel; `to` null: back to the team's common inbox. */
export const passOnRequest = z.strictObject({
  version,
  to: z.string().nullable(),
  reason: line(500).optional(),
})
