import { z } from 'zod'
import { ROUTES } from '../lead/route.ts'
import { conditionSchema } from '../policy/policy.ts'
import { line } from './api.ts'
import { version } from './fields.ts'

/** The bodies of the REST service for nurture campaigns: opt-in mail in steps. */

/**
 * Liquid templates. They may use the lead's fields by id (`{{ firstName }}`; choices as their label, as their id in `ids`; a campaign's own as `own.<name>`), `sender.name`,
 * `sender.address`, `links.<name>`, `form`, `unsubscribe`, `postalAddress`, `language` and `today`; what is not known of a lead is nil.
 */
const content = z.strictObject({
  subject: z.string().min(1).max(300),
  text: z.string().min(1).max(50_000),
  /** null: made of the text. */
  html: z.string().max(200_000).nullable(),
})
export type NurtureContent = z.infer<typeof content>

const minute = z.number().int().min(0).max(1440)
/** BCP 47: 'en', 'pt-BR'. */
const language = z
  .string()
  .max(35)
  .regex(/^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8})*$/u)

export const nurtureStep = z.strictObject({
  id: line(40),
  /** After enrolment for the first step, else after the step before was sent or passed over. */
  afterMinutes: z.number().int().nonnegative().max(5_256_000),
  /** Sent only if it holds then; else the step is passed over. null: always. On a field that is not known it does not hold. */
  when: conditionSchema.nullable(),
  /** By language; the lead's own, else its base language, else the campaign's, which every step has. */
  content: z.record(language, content),
})
export type NurtureStep = z.infer<typeof nurtureStep>

export const nurtureCampaignInput = z.strictObject({
  name: line(80),
  /** Calling campaigns whose leads are enrolled; null: all. */
  campaigns: z.array(z.string()).max(200).nullable(),
  /** Leads handed off with these routes are enrolled. */
  routes: z.array(z.enum(ROUTES)).max(6),
  language,
  /** Switched off, nobody is enrolled and nothing is sent; on again, it goes on where it was. */
  enabled: z.boolean(),
  from: z.strictObject({ name: line(80), address: z.email().max(254) }),
  /** Stands in every mail, as the law asks. */
  postalAddress: z.string().trim().min(1).max(500),
  /** Where click links lead, by name. */
  links: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/), z.url({ protocol: /^https?$/u }).max(2000)),
  /** Mails are sent between these minutes of the person's day only, on weekdays (Monday to Friday) if so said. */
  hours: z.strictObject({
    from: minute,
    to: minute,
    weekdaysOnly: z.boolean(),
    /** IANA: the clock of those of whom nothing says where they are. */
    zone: z.string().max(60),
  }),
  /** At most so many nurture mails to one address within so many days, those of all campaigns counted. */
  cap: z.strictObject({
    mails: z.number().int().positive().max(1000),
    days: z.number().int().positive().max(366),
  }),
  steps: z.array(nurtureStep).min(1).max(50),
})
export type NurtureCampaignInput = z.infer<typeof nurtureCampaignInput>

/** The whole campaign anew, with the version it was read at. */
export const nurtureCampaignChange = nurtureCampaignInput.extend({ version })

const count = z.number().int()
export const nurtureFigures = z.object({
  /** Enrolments ever made, and those that go on. */
  enrolled: count,
  active: count,
  sent: count,
  /** Persons who did it, not times. */
  clicked: count,
  replied: count,
  unsubscribed: count,
  bounced: count,
  complained: count,
  /** Left nurture for another route, by that route. */
  cameBack: z.partialRecord(z.enum(ROUTES), count),
})
export type NurtureFigures = z.infer<typeof nurtureFigures>

/** As it was saved: lines are clean by now. */
export const nurtureCampaign = nurtureCampaignInput.extend({
  name: z.string(),
  from: z.object({ name: z.string(), address: z.string() }),
  steps: z.array(nurtureStep.extend({ id: z.string() })),
  id: z.string(),
  /** Rises with each change; steps under way go on by the newest. */
  version: z.number().int(),
  figures: nurtureFigures,
})
export type NurtureCampaign = z.infer<typeof nurtureCampaign>
export const nurtureCampaignsResponse = z.object({ campaigns: z.array(nurtureCampaign) })

/** 'waiting': for something that is not a matter of time (consent, an address). 'paused' by a person. */
export const ENROLMENT_STATES = ['active', 'waiting', 'paused', 'ended'] as const
export type EnrolmentState = (typeof ENROLMENT_STATES)[number]

/** Why a mail was not sent yet, why an enrolment waits, or why it ended. */
export const ENROLMENT_REASONS = [
  // Later, at a known time.
  'hours',
  'cap',
  'failed',
  // Until something changes.
  'campaignOff',
  'noConsent',
  'noAddress',
  'badAddress',
  'invalid',
  'doNotContact',
  // For good.
  'finished',
  'cameBack',
  'leftNurture',
  'unsubscribed',
  'suppressed',
  'bounced',
  'complained',
  'replied',
  'merged',
  'erased',
  'stopped',
  'campaignDeleted',
] as const
export type EnrolmentReason = (typeof ENROLMENT_REASONS)[number]

export const enrolment = z.object({
  id: z.string(),
  lead: z.string(),
  handOff: z.string(),
  state: z.enum(ENROLMENT_STATES),
  /** null: it simply goes on. */
  reason: z.enum(ENROLMENT_REASONS).nullable(),
  /** The last step that was sent or passed over; null: none yet. */
  lastStep: z.string().nullable(),
  sent: count,
  /** ISO instants. */
  enrolledAt: z.string(),
  nextAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** The route by which the lead came back. */
  cameBackTo: z.enum(ROUTES).nullable(),
})
export type Enrolment = z.infer<typeof enrolment>
/** Newest first. */
export const enrolmentsPage = z.object({ enrolments: z.array(enrolment), next: z.string().nullable() })

/** How a step would look: to a lead (any part's id), else to somebody made up. */
export const previewRequest = z.strictObject({
  lead: z.uuid().optional(),
  step: z.string(),
  /** Left out: the lead's, else the campaign's. */
  language: language.optional(),
})
/** As it would be sent, but for its links: they lead where signed ones would, and count nothing. */
export const previewResponse = z.object({
  to: z.string(),
  language: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string(),
})
