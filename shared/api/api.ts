import { z } from 'zod'
import { campaign, deviceState, leadSnapshot, person } from '../sync/protocol.ts'
import { delivery } from './channels.ts'
import { leadAtVersion } from './fields.ts'
import { line } from './line.ts'

/** The bodies of the REST service beside sync: one schema each for central's routes, its OpenAPI document and the desk's calls. */

/** RFC 9457. */
export const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().optional(),
  /** Where in the input, as a JSON pointer. */
  errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
})
export type Problem = z.infer<typeof problem>

export const signInRequest = z.strictObject({
  email: z.string().min(1).max(254),
  password: z.string().min(1).max(200),
  device: z.strictObject({ id: z.string().min(1).max(40), name: z.string().max(120) }),
})

/** What a signed-in client knows of itself. The token itself travels in a cookie that no script reads. */
export const session = z.object({
  person,
  /** ISO instant. */
  expiresAt: z.string(),
  epoch: z.string(),
})
export type Session = z.infer<typeof session>

export { line }

const name = line(120)
export const password = z.string().min(8).max(200)
const signInRole = z.enum(['agent', 'inbox', 'supervisor', 'administrator'])

/** A person to make: a conflict when the e-mail address is known. */
export const newPerson = z.strictObject({
  name,
  email: z.string().trim().toLowerCase().max(254).pipe(z.email()),
  role: signInRole,
  /** A team's id. Inbox people need one of Sales or of a partner. */
  team: z.string().max(80).nullable().default(null),
  /** Left out: the person is invited to choose one. */
  password: password.optional(),
})
/** What is to change of a person. Switching off, or a new password, ends the person's sessions. */
export const personChange = z.strictObject({
  name: name.optional(),
  role: signInRole.optional(),
  team: z.string().max(80).nullable().optional(),
  active: z.boolean().optional(),
  password: password.optional(),
})
export const peopleResponse = z.object({ people: z.array(person) })
export type PersonChange = z.infer<typeof personChange>

/** A campaign to make, under the default policy. Without an id it gets one after its name. */
export const newCampaign = z.strictObject({
  name: line(80),
  id: z
    .string()
    .max(60)
    .regex(/^[\p{Ll}\p{Lo}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{N}]+)*$/u)
    .optional(),
})
export const campaignChange = z.strictObject({ name: line(80).optional(), archived: z.boolean().optional() })
export type CampaignChange = z.infer<typeof campaignChange>
/** `open`: leads to be worked; `pool`: those of them that nobody holds. */
export const campaignListed = campaign.extend({ open: z.number().int(), pool: z.number().int() })
export type CampaignListed = z.infer<typeof campaignListed>
export const campaignsResponse = z.object({ campaigns: z.array(campaignListed) })

/** A command: give these leads to a person, or to the pool. Each with the version it was seen at. */
export const assignRequest = z.strictObject({
  leads: z.array(leadAtVersion).min(1).max(1000),
  to: z.string().nullable(),
  reason: z.string().max(500).optional(),
})
export const assignResponse = z.object({
  assigned: z.array(z.object({ id: z.string(), version: z.number().int() })),
  /** Changed meanwhile; not assigned. */
  conflicts: z.array(z.object({ id: z.string(), version: z.number().int(), owner: z.string().nullable() })),
})
export type AssignRequest = z.infer<typeof assignRequest>
export type AssignResponse = z.infer<typeof assignResponse>

/** Central's answer to "give me a lead from the pool": null when none may be called now. `parts`: all of it, `lead` being the first. */
export const claimResponse = z.object({
  lead: leadSnapshot.nullable(),
  parts: z.array(leadSnapshot).default([]),
})

/** One agent's queue as the supervisor sees it; person null is the pool. */
export const queueSummary = z.object({
  person: person.nullable(),
  open: z.number().int(),
  callbacksToday: z.number().int(),
  pastDue: z.number().int(),
  /** How much they can have open; null: no limit, or not for the viewer to know. */
  capacity: z.number().int().nullable(),
  /** Whether the viewer may know where they are; false: nothing from here on is said. Earlier desktops read on, and a plain no to all of it. */
  told: z.boolean().default(true),
  /** On some device, whether it is in reach or not. */
  signedIn: z.boolean(),
  /** Of the devices the one in reach, else the last seen. */
  device: z
    .object({
      state: deviceState,
      /** ISO instant; null: not known. */
      since: z.string().nullable(),
      /** Of all the person's devices: what waits to be handed in, and what was refused and waits for the person. */
      waiting: z.number().int(),
      parked: z.number().int(),
      /** ISO instants of the device's last round, and whether its poke line is open now. */
      seenAt: z.string(),
      online: z.boolean(),
    })
    .nullable(),
  /** The one that is on, or begins within a day; null: none. `callbacks`: promised for before its end. */
  absence: z.object({ from: z.string(), to: z.string(), callbacks: z.number().int() }).nullable(),
})
/** What lies in the pool of a campaign. */
export const poolSummary = z.object({
  campaign: z.string(),
  open: z.number().int(),
  callbacks: z.number().int(),
  pastDue: z.number().int(),
  /** Not to be claimed yet: promised, put off or tried for a later time. */
  later: z.number().int(),
  /** Since when the first of them is past due (ISO); null: none is. */
  lateSince: z.string().nullable(),
  /** Whether rules deal its new leads to people, before anybody claims them. */
  dealt: z.boolean(),
})
export const queuesResponse = z.object({
  queues: z.array(queueSummary),
  pool: z.array(poolSummary),
  handedOffToday: z.record(z.string(), z.number()),
  /** Escalations that came to the manager, and nobody looks after yet. */
  escalated: z.number().int(),
})
export type QueueSummary = z.infer<typeof queueSummary>
export type PoolSummary = z.infer<typeof poolSummary>
export type QueuesResponse = z.infer<typeof queuesResponse>

/** A lead with its derived state and every event, as an integration reads it. */
export const leadPage = z.object({
  leads: z.array(
    leadSnapshot.extend({
      /** Ids of the leads it was merged from, its own first; any of them finds it. */
      parts: z.array(z.string()),
      route: z.string(),
      score: z.object({ low: z.number(), high: z.number(), expected: z.number() }),
      handOffs: z.array(
        z.object({
          id: z.string(),
          route: z.string(),
          channel: z.string(),
          policyVersion: z.number().int(),
          asOf: z.string(),
          at: z.string(),
          /** What became of it at the channel's webhook; null: it has none. */
          delivery: delivery.pick({ id: true, state: true, attempts: true, deliveredAt: true }).nullable(),
        }),
      ),
    }),
  ),
  /** Pass it on to get the next page; null on the last. */
  next: z.string().nullable(),
})
export type LeadPage = z.infer<typeof leadPage>
export const leadEvents = z.object({ events: z.array(z.unknown()) })

/** What central makes of the head of a file, before anything is stored. */
export const importPreview = z.object({
  encoding: z.string(),
  delimiter: z.string(),
  columns: z.array(
    z.object({
      header: z.string(),
      /** A catalog field, a name for what is not a field ('fullName', 'respondedAt', 'source', 'ignore'...), or null: not recognised. */
      target: z.string().nullable(),
      /** How sure: the header said so, its values look so, or a person chose it. */
      by: z.enum(['header', 'values', 'person', 'none']),
      samples: z.array(z.string()),
    }),
  ),
  rows: z.number().int(),
})
export type ImportPreview = z.infer<typeof importPreview>

export const importProgress = z.object({
  id: z.string(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  fileName: z.string(),
  campaign: z.string(),
  bytes: z.number().int(),
  rows: z.number().int(),
  /** New leads, rows that joined a lead that was there, rows already imported before, rows refused. */
  added: z.number().int(),
  joined: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.number().int(),
  /** Of the new leads, those that are invalid: nobody is to call them. Left out by a central that did not look. */
  invalid: z.number().int().optional(),
  /** The first problems; the whole list is a CSV at /imports/:id/problems.csv. */
  problems: z.array(
    z.object({
      line: z.number().int(),
      column: z.string(),
      value: z.string(),
      reason: z.string(),
      rejected: z.boolean(),
    }),
  ),
  /** Headers of columns that became no facts: unknown, or of no use to a lead. */
  ignored: z.array(z.string()).max(50).optional(),
  /** Why the whole import failed; null otherwise. */
  error: z.string().nullable(),
})
export type ImportProgress = z.infer<typeof importProgress>
