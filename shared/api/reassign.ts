import { z } from 'zod'
import { instant, leadAtVersion, uuid } from './fields.ts'
import { line } from './line.ts'

/** Many leads given to others at once: which, to whom, what it would do (a preview), what it did, and how it is taken back. */

const person = z.string().min(1).max(80)
const people = z.array(person).min(1).max(500)

/** Leads that meet all that is said; merged ones where one of their parts does. */
export const leadRule = z
  .strictObject({
    /** Whose; null: the pool's. */
    owners: z.array(person.nullable()).min(1).max(500).optional(),
    pastDue: z.literal(true).optional(),
    /** Callbacks promised for before this instant (ISO), those past due among them. */
    callbacksBefore: instant.optional(),
    /** ISO alpha-2. */
    country: z
      .string()
      .regex(/^[A-Z]{2}$/u)
      .optional(),
    state: z.string().min(1).max(80).optional(),
    /** BCP 47; 'pt' means 'pt-BR', too. */
    language: z.string().min(2).max(35).optional(),
    campaign: z.string().min(1).max(80).optional(),
  })
  .refine((rule) => Object.values(rule).some((said) => said !== undefined), 'says nothing')
export type LeadRule = z.infer<typeof leadRule>

/** By hand, each with the version it was seen at; or by rule. */
export const leadChoice = z.union([
  z.strictObject({
    leads: z.array(leadAtVersion).min(1).max(100_000),
  }),
  z.strictObject({ rule: leadRule }),
])
export type LeadChoice = z.infer<typeof leadChoice>

/**
 * 'evenly': each gets as many of them as the others. 'capacity': who works today and has room, so that all have as much as the others
 * then.
 */
export const shareTarget = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('pool') }),
  z.strictObject({ how: z.literal('person'), person }),
  z.strictObject({ how: z.literal('evenly'), people }),
  z.strictObject({ how: z.literal('capacity'), people }),
])
export type ShareTarget = z.infer<typeof shareTarget>

const asked = {
  which: leadChoice,
  to: shareTarget,
  /** Callbacks that their agent promised to make in person, too. */
  promised: z.boolean().default(false),
}
export const reassignPreviewRequest = z.strictObject(asked)
/** `id`: a UUID of the caller's; the same one again does nothing more. */
export const reassignRequest = z.strictObject({ id: uuid, ...asked, reason: line(500).optional() })
export type ReassignPreviewRequest = z.infer<typeof reassignPreviewRequest>
export type ReassignRequest = z.infer<typeof reassignRequest>

/**
 * Why a lead stays where it is. 'changed': it changed hands, left the queues or is not there for the viewer. 'onCall': somebody is in a call
 * of it. 'promised': its agent promised to call back in person. 'team': nobody named may work its campaign. 'noRoom': nobody has room today.
 * 'already': it is there. 'unfit': who was to get it cannot hold leads any more. Of an undoing: 'worked': who got it did something about it.
 */
export const KEPT_BECAUSE = [
  'changed',
  'onCall',
  'promised',
  'team',
  'noRoom',
  'already',
  'worked',
  'unfit',
] as const
export const keptBecause = z.enum(KEPT_BECAUSE)
export type KeptBecause = z.infer<typeof keptBecause>

const kept = z.array(
  z.object({
    why: keptBecause,
    count: z.number().int(),
    /** The first of them, by id. */
    leads: z.array(z.string()).max(20),
  }),
)

export const reassignPreview = z.object({
  /** What the choice names. */
  total: z.number().int(),
  moves: z.number().int(),
  shares: z.array(
    z.object({
      /** null: the pool. */
      person: z.string().nullable(),
      gets: z.number().int(),
      /** Open leads as of now, of those named here, too. */
      has: z.number().int(),
      /** null: no limit. */
      capacity: z.number().int().nullable(),
      worksToday: z.boolean(),
    }),
  ),
  kept,
})
export type ReassignPreview = z.infer<typeof reassignPreview>

export const reassignment = z.object({
  id: z.string(),
  by: z.string(),
  /** ISO instant. */
  at: z.string(),
  reason: z.string(),
  /** The reassignment that it takes back; null: none. And the one that takes it back. */
  undoes: z.string().nullable(),
  undoneBy: z.string().nullable(),
  total: z.number().int(),
  moved: z.number().int(),
  /** Still to be done: 0 once it is over. */
  waiting: z.number().int(),
  shares: z.array(z.object({ person: z.string().nullable(), moved: z.number().int() })),
  kept,
})
export type Reassignment = z.infer<typeof reassignment>

/** The latest first. */
export const reassignmentsPage = z.object({ reassignments: z.array(reassignment) })
