import { z } from 'zod'

/** The bodies of the REST service for channels: where hand-offs go, and what became of each. */

/** The channels that lie outside the call center: a webhook can stand for each. */
export const HOOKED_CHANNELS = ['sales', 'partner', 'web', 'nurture'] as const
export type HookedChannel = (typeof HOOKED_CHANNELS)[number]

/** What an administrator says of a channel's webhook. */
export const channelInput = z.strictObject({
  url: z
    .url({ protocol: /^https?$/u })
    .max(2000)
    .refine((text) => {
      const { username, password } = new URL(text)
      return username === '' && password === ''
    }, 'must not hold a name or a password'),
  enabled: z.boolean().default(true),
  /** True: the address may lie in a private network, or be this machine. */
  allowPrivate: z.boolean().default(false),
})
export type ChannelInput = z.infer<typeof channelInput>

export const channel = z.object({
  /** 'sales' for all campaigns, 'sales@spring' for one. */
  id: z.string(),
  channel: z.enum(HOOKED_CHANNELS),
  /** null: all campaigns that have none of their own. */
  campaign: z.string().nullable(),
  url: z.string(),
  enabled: z.boolean(),
  allowPrivate: z.boolean(),
  /** Why it was switched off by central; null when it was not. */
  disabledBecause: z.string().nullable(),
  /** How many secrets sign: two while the one before the last is still in use. */
  secrets: z.number().int(),
})
export type Channel = z.infer<typeof channel>

/** `secret`: shown this once; null: as it was. */
export const channelSaved = channel.extend({ secret: z.string().nullable() })
export const channelsResponse = z.object({ channels: z.array(channel) })

/** `keep` false: only the new secret signs from now on, as when the old one has become known. */
export const rotation = z.strictObject({ keep: z.boolean().default(true) })

/** What came of one request to a webhook. */
export const attemptOutcome = z.object({
  delivered: z.boolean(),
  /** HTTP; null: there was no answer. */
  status: z.number().int().nullable(),
  error: z.string().nullable(),
})
export type AttemptOutcome = z.infer<typeof attemptOutcome>

const DELIVERY_STATES = ['waiting', 'delivered', 'dead'] as const
export const deliveryState = z.enum(DELIVERY_STATES)
export type DeliveryState = z.infer<typeof deliveryState>

/** A hand-off on its way. `id` is the webhook-id of every attempt. */
export const delivery = z.object({
  id: z.string(),
  handOff: z.string(),
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
})
export type Delivery = z.infer<typeof delivery>

/** The latest first. */
export const deliveriesPage = z.object({
  deliveries: z.array(delivery),
  /** Pass it on as `cursor`; null on the last page. */
  next: z.string().nullable(),
})
export type DeliveriesPage = z.infer<typeof deliveriesPage>

/** What a webhook gets. Fields come as people read them, those without a value left out. */
export const leadHandedOff = z.object({
  type: z.literal('lead.handedOff'),
  /** ISO instant of the hand-off. */
  timestamp: z.string(),
  data: z.object({
    /** `id` is the same in every attempt and in GET /leads. */
    handOff: z.object({ id: z.string(), channel: z.string() }),
    lead: z.object({
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
    }),
    route: z.object({ id: z.string(), label: z.string() }),
    score: z.object({ low: z.number(), high: z.number(), expected: z.number() }),
    policyVersion: z.number().int(),
    /** The deciding rule and where the points come from, one sentence each. */
    why: z.array(z.string()),
  }),
})
export type LeadHandedOff = z.infer<typeof leadHandedOff>
