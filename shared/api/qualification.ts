import { z } from 'zod'
import { CHANNELS } from '../lead/lead.ts'
import { leadSnapshot, suppressionList } from '../sync/protocol.ts'
import { line } from './api.ts'
import { zonedInstant } from './fields.ts'

/** The bodies of the REST service for qualification: responses, likely duplicates, suppression lists, contact. */

/** What a form or a spreadsheet says of a field; null: nothing. */
const rawValue = z.union([z.string().max(20_000), z.number(), z.boolean()]).nullable()

/** A person responded, through whatever channel. The lead it belongs to is found by its e-mail, external id or phone. */
export const newResponse = z.strictObject({
  /** The sender's own id of it, within its channel: sent again, it changes nothing. */
  id: z.string().min(1).max(200).optional(),
  /** Id or name; left out: the only one there is. */
  campaign: line(80).optional(),
  channel: z.enum(CHANNELS).exclude(['derived']),
  /** What was responded to, in words: 'Pricing page', 'Expo scan, booth 214'. */
  label: line(200),
  /** ISO instant; left out: now. */
  at: zonedInstant.optional(),
  /** By a field of the catalog, or any header that an import knows. */
  fields: z
    .record(z.string().max(200), rawValue)
    .refine((f) => Object.keys(f).length <= 200, 'has over 200 fields'),
  consents: z
    .array(
      z.strictObject({
        for: z.enum(['phone', 'email']),
        given: z.boolean(),
        basis: line(200),
        text: z.string().max(4000),
        at: zonedInstant.optional(),
        source: line(200).optional(),
      }),
    )
    .max(10)
    .optional(),
  notes: z.array(z.string().max(20_000)).max(10).optional(),
  /** ISO alpha-2 of phone numbers without country code. */
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/u)
    .optional(),
})
export type NewResponse = z.infer<typeof newResponse>

/** Why two leads may be one person; `speaksFor` false: why not. */
const likenessReason = z.object({ id: z.string(), text: z.string(), speaksFor: z.boolean() })

export const responseOutcome = z.object({
  lead: z.string(),
  event: z.string(),
  /** 'unchanged': it was here already. */
  outcome: z.enum(['added', 'joined', 'unchanged']),
  /** Values that became no facts, or not as they came; the others were taken. */
  problems: z.array(z.object({ pointer: z.string(), detail: z.string(), value: z.string() })),
  likely: z.array(z.object({ lead: z.string(), reasons: z.array(likenessReason) })),
})
export type ResponseOutcome = z.infer<typeof responseOutcome>

/** Pairs of leads that may be one person, the likeliest first; each lead as combined of its parts. */
export const duplicatesPage = z.object({
  duplicates: z.array(
    z.object({
      leads: z.tuple([leadSnapshot, leadSnapshot]),
      score: z.number(),
      reasons: z.array(likenessReason),
    }),
  ),
  /** Pass it on as `cursor`; null on the last page. */
  next: z.string().nullable(),
})
export type DuplicatesPage = z.infer<typeof duplicatesPage>

/** The likely duplicates of one lead. `snapshot` null: the other lead is somebody else's, and no more of it is told. */
export const leadDuplicates = z.object({
  duplicates: z.array(
    z.object({
      lead: z.string(),
      score: z.number(),
      reasons: z.array(likenessReason),
      name: z.string(),
      company: z.string(),
      /** The owner's name; null: in the pool. */
      owner: z.string().nullable(),
      snapshot: leadSnapshot.nullable(),
    }),
  ),
})
export type LeadDuplicates = z.infer<typeof leadDuplicates>

export const suppressionListsResponse = z.object({
  lists: z.array(suppressionList.extend({ entries: z.number().int() })),
})
/** What became of a list that was sent. `entries`: how many stand on it now. */
export const suppressionOutcome = z.object({
  list: suppressionList,
  entries: z.number().int(),
  added: z.number().int(),
  removed: z.number().int(),
  rejected: z.number().int(),
  /** The first of those rejected. */
  problems: z.array(z.object({ line: z.number().int(), value: z.string(), reason: z.string() })),
})
export type SuppressionOutcome = z.infer<typeof suppressionOutcome>

const contactReason = z.object({
  kind: z.enum([
    'doNotCall',
    'suppressed',
    'consent',
    'noNumber',
    'hours',
    'holiday',
    'attempts',
    'recycle',
    'unknownZone',
    'invalid',
  ]),
  text: z.string(),
  source: z.string(),
  until: z.string().nullable(),
})

/** May this number of this lead be called? Central's own answer, just before dialing. */
/** A number as E.164; '' for a lead without one. */
export const contactCheck = z.strictObject({
  lead: z.uuid(),
  number: z.string().regex(/^(\+[1-9]\d{5,14})?$/, 'is no number as E.164'),
})
/** `Contact` of shared/contact. */
export const contact = z.object({
  number: z.string(),
  barred: z.array(contactReason),
  openings: z.array(z.object({ from: z.string(), to: z.string() })),
  zones: z.array(z.string()).readonly(),
  recordingNotice: z.string(),
})

/** Calls that were made although the rules forbade them, the latest first. */
export const breachesPage = z.object({
  breaches: z.array(
    z.object({
      call: z.string(),
      lead: z.string(),
      campaign: z.string(),
      /** A person's id. */
      actor: z.string(),
      number: z.string(),
      /** ISO instant of the call. */
      at: z.string(),
      reasons: z.array(contactReason),
    }),
  ),
  /** Pass it on as `cursor`; null on the last page. */
  next: z.string().nullable(),
})
export type BreachesPage = z.infer<typeof breachesPage>
