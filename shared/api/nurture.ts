import { z } from 'zod'
import { ROUTES } from '../lead/route.ts'
import { conditionSchema } from '../policy/policy.ts'
import { line } from './api.ts'

/** The bodies of the REST service for nurture campaigns: opt-in mail in steps. */

/** Liquid templates. `text` and `html` may use the lead's fields, `sender`, `links.<name>`, `unsubscribe`. */
const content = z.strictObject({
  subject: z.string().min(1).max(300),
  text: z.string().min(1).max(50_000),
  /** null: made of the text. */
  html: z.string().max(200_000).nullable(),
})

const minute = z.number().int().min(0).max(1440)

export const nurtureStep = z.strictObject({
  id: z.string().min(1).max(40),
  /** After enrolment for the first step, else after the step before was sent or passed over. */
  afterMinutes: z.number().int().nonnegative(),
  /** Sent only if it holds then; else the step is passed over. null: always. */
  when: conditionSchema.nullable(),
  /** By language (BCP 47, 'en', 'pt-BR'); the lead's own, else its base language, else the campaign's default. */
  content: z.record(z.string().min(2).max(35), content),
})

export const nurtureCampaignInput = z.strictObject({
  name: line(80),
  /** Calling campaigns whose leads are enrolled; null: all. */
  campaigns: z.array(z.string()).max(200).nullable(),
  /** Leads handed off with these routes are enrolled. */
  routes: z.array(z.enum(ROUTES)).max(6),
  language: z.string().min(2).max(35),
  enabled: z.boolean(),
  from: z.strictObject({ name: line(80), address: z.email().max(254) }),
  /** Stands in every mail, as the law asks. */
  postalAddress: z.string().min(1).max(500),
  /** Where click links lead, by name. */
  links: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/), z.url({ protocol: /^https?$/u }).max(2000)),
  /** Mails are sent between these minutes of the person's day only, on weekdays if so said. */
  hours: z.strictObject({ from: minute, to: minute, weekdaysOnly: z.boolean() }),
  /** At most so many nurture mails to one person within so many days, all campaigns together. */
  cap: z.strictObject({ mails: z.number().int().positive(), days: z.number().int().positive() }),
  steps: z.array(nurtureStep).min(1).max(50),
})
export type NurtureCampaignInput = z.infer<typeof nurtureCampaignInput>

export const nurtureCampaign = nurtureCampaignInput.extend({
  id: z.string(),
  /** Rises with each change; steps under way go on by the newest. */
  version: z.number().int(),
  figures: z.object({
    enrolled: z.number().int(),
    active: z.number().int(),
    sent: z.number().int(),
    clicked: z.number().int(),
    replied: z.number().int(),
    unsubscribed: z.number().int(),
    bounced: z.number().int(),
    complained: z.number().int(),
  }),
})
export type NurtureCampaign = z.infer<typeof nurtureCampaign>
