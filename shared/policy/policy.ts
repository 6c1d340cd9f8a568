import { z } from 'zod'
import { workingCalendar } from '../calendar/calendar.ts'
import { DIMENSIONS, OWN_ID } from '../lead/catalog.ts'
import { HAND_OFF_CHANNELS, ROUTES } from '../lead/route.ts'
import { slasSchema } from './sla.ts'

/**
 * The policy is data: what a point is worth, which routes there are, and what is asked in which words.
 * Points of an answer = round(weight of the dimension x share of the field x share of the answer x fading), half up.
 */

const share = z.number().min(-1).max(1)

/** A condition over answers and the score. On an open field an atom is undecided; where a lead is forced it counts as false. */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  /** The field's answer is one of these choices. */
  | { field: string; in: string[] }
  /** The field's number lies in [min, max], both inclusive. */
  | { field: string; min?: number; max?: number }
  /** The score lies in [min, max], both inclusive. */
  | { score: { min?: number; max?: number } }

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(conditionSchema).max(20) }),
    z.strictObject({ any: z.array(conditionSchema).max(20) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ field: z.string(), in: z.array(z.string()).min(1) }),
    z.strictObject({ field: z.string(), min: z.number().optional(), max: z.number().optional() }),
    z.strictObject({ score: z.strictObject({ min: z.number().optional(), max: z.number().optional() }) }),
  ]),
)

const answer = z.strictObject({
  /** A choice's id; for a number field, the answer is the bin of numbers up to and including `upTo`. */
  id: z.string(),
  upTo: z.number().optional(),
  share,
  /** Learned probability of this answer; uniform where no answer of the field has one. */
  probability: z.number().min(0).max(1).optional(),
})

export const policyField = z.strictObject({
  field: z.string(),
  /** Share of the dimension's weight that the field carries; null for a field that only stands in rules, or is asked for whoever receives the lead. */
  dimension: z.enum(DIMENSIONS).nullable(),
  share: z.number().min(0).max(1),
  /** In the agent's words; null: not asked. */
  question: z.string().max(300).nullable(),
  /** None where there is nothing to choose and nothing to count: texts, dates, several choices. */
  answers: z.array(answer).max(40),
  /** Points halve every so many days; null: they never fade. Conditions are untouched by fading. */
  halfLifeDays: z.number().positive().nullable(),
  /** After so many days the field is open again; null: never. */
  staleAfterDays: z.number().positive().nullable(),
  /** Days until a declined field may be asked again. */
  reaskDays: z.number().int().positive(),
})

export const rule = z.strictObject({
  route: z.enum(ROUTES).exclude(['needInfo']),
  when: conditionSchema,
})

export const disposition = z.strictObject({
  id: z.string().min(1).max(40),
  label: z.string().min(1).max(60),
  /** The letter that gives it. */
  key: z.string().length(1),
  flags: z.strictObject({
    humanAnswered: z.boolean(),
    rightParty: z.boolean(),
    unworkable: z.boolean(),
    doNotCall: z.boolean(),
    completed: z.boolean(),
  }),
  /** Minutes until the lead may be called again after this outcome. */
  recycleMinutes: z.number().int().nonnegative(),
  /** Fields that must have a value before this outcome may be given. */
  requires: z.array(z.string()).max(20).optional(),
})

const minuteOfDay = z.number().int().min(0).max(1440)

/** What a campaign asks of calls beyond the law: the stricter of both holds. */
const contact = z.strictObject({
  /** By ISO weekday (1 Monday to 7 Sunday), in minutes of the person's local day: [from, to). A day left out is closed; null: as the law has it. */
  hours: z.record(z.string().regex(/^[1-7]$/), z.tuple([minuteOfDay, minuteOfDay])).nullable(),
  /** At most `max` attempts within any `hours` hours. */
  attempts: z
    .array(z.strictObject({ max: z.number().int().positive(), hours: z.number().positive().max(8760) }))
    .max(5),
  /** False: nobody is called on a public holiday of the person's place. */
  onHolidays: z.boolean(),
})

/** What of a lead's e-mail address makes it invalid when no phone number can be called either. */
const validity = z.strictObject({
  roleAddresses: z.enum(['accept', 'refuse']),
  disposableAddresses: z.enum(['accept', 'refuse']),
})

/** A field of this campaign alone, beside the catalog's. Choices and numbers may stand in `fields`; the rest is told to who receives the lead. */
export const ownField = z.strictObject({
  id: z.string().regex(OWN_ID),
  label: z.string().min(1).max(60),
  kind: z.enum(['text', 'number', 'date', 'choice', 'choices']),
  /** For the kinds 'choice' and 'choices'. */
  choices: z
    .array(z.strictObject({ id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/), label: z.string().min(1).max(60) }))
    .max(40)
    .optional(),
})

/** What the agent may say, `{{ firstName }}` standing for the lead's value. */
const script = z.strictObject({
  opening: z.string().max(4000),
  closing: z.string().max(4000),
  objections: z
    .array(z.strictObject({ says: z.string().min(1).max(200), answer: z.string().min(1).max(4000) }))
    .max(30),
})

export const policySchema = z.strictObject({
  /** Version number, ascending from 1; a published version never changes. */
  version: z.number().int().positive(),
  name: z.string().min(1).max(80),
  dimensions: z.array(
    z.strictObject({
      id: z.enum(DIMENSIONS),
      label: z.string().min(1).max(40),
      weight: z.number().min(0).max(100),
    }),
  ),
  fields: z.array(policyField).max(60),
  /** Left out: none. */
  ownFields: z.array(ownField).max(40).optional(),
  /** In order; the first that holds wins. The last one must always hold. */
  rules: z.array(rule).min(1).max(20),
  routes: z.record(
    z.enum(ROUTES),
    z.strictObject({
      channel: z.enum(HAND_OFF_CHANNELS),
      /** Minutes of working time in which the channel must act; null: no limit. */
      slaMinutes: z.number().int().positive().nullable(),
      /** Limits of single steps. A step left out has what follows from `slaMinutes` (shared/policy/sla.ts). */
      slas: slasSchema.optional(),
      /** Consents that must be on record before a lead is handed off by this route (shared/policy/required-consents.ts). Left out: none. */
      requires: z
        .array(z.enum(['phone', 'email']))
        .max(2)
        .optional(),
      /** What a wrong hand-off to this route costs, in units of one call. */
      cost: z.number().nonnegative(),
    }),
  ),
  dispositions: z.array(disposition).min(1).max(20),
  /** When the campaign is worked: what limits are counted in where the owner has no calendar. Left out: around the clock. */
  calendar: workingCalendar.optional(),
  /** Left out: the law alone. */
  contact: contact.optional(),
  /** Left out: role addresses are accepted, disposable ones refused. */
  validity: validity.optional(),
  script: script.optional(),
  /** Seconds an agent has after a call before the next lead opens by itself; left out: as long as they need. */
  wrapUpSeconds: z.number().int().min(5).max(3600).optional(),
  /** What a person is asked when their consent is recorded, in the campaign's own words. */
  consentTexts: z.strictObject({ phone: z.string().max(4000), email: z.string().max(4000) }).optional(),
  /** Calls without a completed one after which a lead is forced. */
  maxAttempts: z.number().int().positive(),
  /** Countries ('BR') and states ('US-HI') that only partners serve: they fill `territory` where nobody stated it. */
  partnerTerritories: z.array(z.string().regex(/^[A-Z]{2}(-[A-Z0-9]{1,3})?$/)),
  /** True: every lead is called first, even one that is decided on arrival. */
  callFirst: z.boolean(),
})

export type Policy = z.infer<typeof policySchema>
export type OwnField = z.infer<typeof ownField>
export type Script = z.infer<typeof script>
export type PolicyField = z.infer<typeof policyField>
export type Disposition = z.infer<typeof disposition>
export type Rule = z.infer<typeof rule>
