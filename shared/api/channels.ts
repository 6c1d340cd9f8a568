import { z } from 'zod'
import { type CatalogId, FIELD_IDS, OWN_ID, type OwnFieldId } from '../lead/catalog.ts'
import { SLA_STEPS } from '../policy/sla.ts'
import { ESCALATION_LEVELS } from './escalations.ts'
import { line } from './line.ts'

/** The bodies of the REST service for channels: where hand-offs go, and what became of each. */

/** The channels of hand-offs that lie outside the call center, and the one that escalations are told to, by webhook only. */
export const HOOKED_CHANNELS = ['sales', 'partner', 'web', 'nurture', 'escalations'] as const
export type HookedChannel = (typeof HOOKED_CHANNELS)[number]

/** How hand-offs reach a channel. Sales and partners without a channel row have Leadwright's own inbox, nurture its campaigns. */
export const CHANNEL_KINDS = ['webhook', 'email', 'inbox', 'link', 'campaign'] as const
export type ChannelKind = (typeof CHANNEL_KINDS)[number]

/** What a mapping can take beside the fields of the catalog. */
export const MAPPED_EXTRAS = [
  'handOff',
  'lead',
  'campaign',
  'route',
  'score',
  'owner',
  'ownerEmail',
  'capturedAt',
  'decidedAt',
] as const
export type MappedExtra = (typeof MAPPED_EXTRAS)[number]

const source = z.union([
  z.enum([...FIELD_IDS, ...MAPPED_EXTRAS]),
  z.string().regex(OWN_ID),
]) as unknown as z.ZodType<CatalogId | OwnFieldId | MappedExtra, CatalogId | OwnFieldId | MappedExtra>

/** One line of a mapping: a field of the lead or of the hand-off, or a constant, under the receiver's own name for it. */
const mapped = z
  .strictObject({
    name: z.string().regex(/^\p{L}[\p{L}\p{N} _.-]{0,79}$/u),
    /** A campaign's own field is null in leads of campaigns without it. */
    field: source.optional(),
    constant: z.union([z.string().max(500), z.number()]).optional(),
    /** A choice as people read it, or its id. */
    as: z.enum(['label', 'id']).default('label'),
  })
  .refine((m) => (m.field === undefined) !== (m.constant === undefined), 'needs a field or a constant')
export type Mapped = z.infer<typeof mapped>

/** In the order in which they are shown. */
export const mapping = z
  .array(mapped)
  .max(100)
  .superRefine((lines, check) => {
    for (const [i, { name }] of lines.entries())
      if (lines.findIndex((other) => other.name === name) < i)
        check.addIssue({ code: 'custom', path: [i, 'name'], message: 'stands there twice' })
  })

const address = z
  .url({ protocol: /^https?$/u })
  .max(2000)
  .refine((text) => {
    // That it is none is said already.
    if (!URL.canParse(text)) return true
    const { username, password } = new URL(text)
    return username === '' && password === ''
  }, 'must not hold a name or a password')

const webhook = {
  kind: z.literal('webhook'),
  url: address,
  /** True: the address may lie in a private network, or be this machine. */
  allowPrivate: z.boolean().default(false),
  mapping: mapping.default([]),
}
const email = {
  kind: z.literal('email'),
  /** Empty: the person that the hand-off is dealt to, else everybody of the team. */
  to: z.array(z.email().max(254)).max(20).default([]),
  mapping: mapping.default([]),
}
const inbox = { kind: z.literal('inbox') }
const link = {
  kind: z.literal('link'),
  /** The shop: who opens the link comes to this address, with the mapped fields and a signed reference as parameters. */
  url: address,
  mapping: mapping.default([]),
  /** Mailed to persons who agreed to e-mail, with the link below it; null: the link only stands on the hand-off. */
  mail: z
    .strictObject({ subject: line(200), text: z.string().min(1).max(10_000) })
    .nullable()
    .default(null),
}
const campaign = { kind: z.literal('campaign') }

/** Left out: as it was; a new channel is enabled. An inbox and campaigns are always. */
const enabled = z.boolean().optional()

/** What an administrator says of a channel. */
export const channelInput = z.discriminatedUnion('kind', [
  z.strictObject({ ...webhook, enabled }),
  z.strictObject({ ...email, enabled }),
  z.strictObject(inbox),
  z.strictObject({ ...link, enabled }),
  z.strictObject(campaign),
])
export type ChannelInput = z.infer<typeof channelInput>

/** What is kept of it: everything but whether it is enabled. */
export type ChannelSettings = ChannelInput extends infer Each
  ? Each extends unknown
    ? Omit<Each, 'enabled'>
    : never
  : never

const shown = {
  /** 'sales' for all campaigns, 'sales@spring' for one. */
  id: z.string(),
  channel: z.enum(HOOKED_CHANNELS),
  /** null: all campaigns that have none of their own. */
  campaign: z.string().nullable(),
  enabled: z.boolean(),
  /** Why it was switched off by central; null when it was not. */
  disabledBecause: z.string().nullable(),
  /** How many secrets sign: two while the one before the last is still in use. */
  secrets: z.number().int(),
}
/** As it is shown: nothing is made of it any more. */
const shownLink = {
  ...link,
  mail: z.object({ subject: z.string(), text: z.string() }).nullable(),
}
const channelWith = <More extends z.ZodRawShape>(more: More) =>
  z.discriminatedUnion('kind', [
    z.object({ ...shown, ...webhook, ...more }),
    z.object({ ...shown, ...email, ...more }),
    z.object({ ...shown, ...inbox, ...more }),
    z.object({ ...shown, ...shownLink, ...more }),
    z.object({ ...shown, ...campaign, ...more }),
  ])
export const channel = channelWith({})
export type Channel = z.infer<typeof channel>

/** `secret`: shown this once; null: as it was. */
export const channelSaved = channelWith({ secret: z.string().nullable() })
export type ChannelSaved = z.infer<typeof channelSaved>
export const channelsResponse = z.object({ channels: z.array(channel) })

/** `keep` false: only the new secret signs from now on, as when the old one has become known. */
export const rotation = z.strictObject({ keep: z.boolean().default(true) })

/** What came of one request to a webhook. */
export const attemptOutcome = z.object({
  delivered: z.boolean(),
  /** HTTP; null: there was no answer. */
  status: z.number().int().nullable(),
  error: z.string().nullable(),
  /** Seconds until the receiver wants to be asked again, where it says so (429, 503); else null. */
  retryAfter: z.number().nullable(),
})
export type AttemptOutcome = z.infer<typeof attemptOutcome>

const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const
export const deliveryState = z.enum(DELIVERY_STATES)
export type DeliveryState = z.infer<typeof deliveryState>

/** A hand-off or an escalation on its way. `id` is the webhook-id of every attempt. Mails and links are deliveries, too. */
export const delivery = z.object({
  id: z.string(),
  /** null: it tells of an escalation. */
  handOff: z.string().nullable(),
  /** null: it is a hand-off. */
  escalation: z.string().nullable(),
  lead: z.string(),
  /** A channel's id. */
  channel: z.string(),
  state: deliveryState,
  attempts: z.number().int(),
  lastStatus: z.number().int().nullable(),
  lastError: z.string().nullable(),
  /** ISO instants; `nextAt` null: no attempt is to come. */
  nextAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  /** The link to the shop that the person is to open; null: it is no such channel. */
  link: z.string().nullable(),
})
export type Delivery = z.infer<typeof delivery>

/** The latest first. */
export const deliveriesPage = z.object({
  deliveries: z.array(delivery),
  /** Pass it on as `cursor`; null on the last page. */
  next: z.string().nullable(),
})
export type DeliveriesPage = z.infer<typeof deliveriesPage>

/** How many dead deliveries are on their way again. */
export const replayed = z.object({ replayed: z.number().int() })

/** What a webhook is told of a lead. Fields come as people read them, those without a value left out. */
const leadTold = z.object({
  id: z.string(),
  campaign: z.string(),
  capturedAt: z.string(),
  fields: z.array(
    z.object({ field: z.string(), label: z.string(), value: z.union([z.string(), z.number()]) }),
  ),
  responses: z.array(z.object({ channel: z.string(), label: z.string(), at: z.string().nullable() })),
  notes: z.array(z.object({ text: z.string(), by: z.string() })),
  consents: z.array(z.object({ for: z.string(), given: z.boolean(), basis: z.string(), at: z.string() })),
  doNotCall: z.boolean(),
})
export type LeadTold = z.infer<typeof leadTold>

/** What the webhook of a hand-off gets. */
export const leadHandedOff = z.object({
  type: z.literal('lead.handedOff'),
  /** ISO instant of the hand-off. */
  timestamp: z.string(),
  data: z.object({
    /** `id` is the same in every attempt and in GET /leads. */
    handOff: z.object({ id: z.string(), channel: z.string() }),
    lead: leadTold,
    route: z.object({ id: z.string(), label: z.string() }),
    score: z.object({ low: z.number(), high: z.number(), expected: z.number() }),
    policyVersion: z.number().int(),
    /** The deciding rule and where the points come from, one sentence each. */
    why: z.array(z.string()),
    /** By the channel's mapping, in its order; null: not known. Left out where the channel has none. */
    mapped: z.record(z.string(), z.union([z.string(), z.number()]).nullable()).optional(),
  }),
})
export type LeadHandedOff = z.infer<typeof leadHandedOff>

const personTold = z.object({ id: z.string(), name: z.string() })

/** What the webhook of escalations gets, once for each level that was reached. */
export const escalationRaised = z.object({
  type: z.literal('escalation.raised'),
  /** ISO instant at which the level was reached. */
  timestamp: z.string(),
  data: z.object({
    /** `id` is the same at every level and in GET /escalations. */
    escalation: z.object({
      id: z.string(),
      level: z.enum(ESCALATION_LEVELS),
      /** What was not done: the first call, acceptance, first action, outcome. */
      step: z.enum(SLA_STEPS),
      /** null: a lead in the call center's queues. */
      handOff: z.string().nullable(),
    }),
    lead: leadTold,
    route: z.object({ id: z.string(), label: z.string() }),
    /** Minutes of working time, and the instants between which they lie. */
    limit: z.object({ minutes: z.number().int(), startedAt: z.string(), dueAt: z.string() }),
    /** Who has it now; null: the pool, or a team's common inbox. */
    owner: personTold.nullable(),
    /** Whom it was taken from at this level; null: nobody. */
    takenFrom: personTold.nullable(),
    team: z.string().nullable(),
  }),
})
export type EscalationRaised = z.infer<typeof escalationRaised>

/** What a channel would be sent of a lead, were it handed off now. null: it is sent no such thing. */
export const channelPreview = z.object({
  kind: z.enum(CHANNEL_KINDS),
  message: leadHandedOff.nullable(),
  mail: z
    .object({ to: z.array(z.string()), subject: z.string(), text: z.string(), html: z.string().nullable() })
    .nullable(),
  /** Where the link leads, without the signed reference. */
  address: z.string().nullable(),
})
export type ChannelPreview = z.infer<typeof channelPreview>
