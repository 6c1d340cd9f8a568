import { z } from 'zod'
import { workingCalendar } from '../calendar/calendar.ts'
import { stampSchema } from '../events/stamp.ts'
import type { Lead } from '../lead/lead.ts'
import { policySchema } from '../policy/policy.ts'
import { FAULTS, type FaultKind } from './faults.ts'

/** The wire of POST /api/v1/sync. Raise the version with every change that an older peer cannot read. */
export const PROTOCOL = 4
/** Events a request may carry; a device with more sends several rounds. */
export const MAX_EVENTS = 500

export const deviceState = z.enum(['ready', 'onCall', 'wrapUp', 'paused'])
export type DeviceState = z.infer<typeof deviceState>

export const syncRequest = z.strictObject({
  protocol: z.number().int(),
  /** The incarnation of central this device last spoke to; null on the first round. */
  epoch: z.string().max(64).nullable(),
  deviceId: z.string().min(1).max(40),
  /** As given by central; null asks for everything. */
  cursor: z.string().max(64).nullable(),
  /** Parsed one by one, so that one bad event is refused alone. */
  events: z.array(z.unknown()).max(MAX_EVENTS),
  device: z.strictObject({
    state: deviceState,
    waiting: z.number().int().nonnegative(),
    /** Events that central refused and that lie there until the person decides. */
    parked: z.number().int().nonnegative().optional(),
  }),
})
export type SyncRequest = z.infer<typeof syncRequest>

const faultKind = z.enum(Object.keys(FAULTS) as [FaultKind, ...FaultKind[]])

export const verdict = z.discriminatedUnion('verdict', [
  z.object({ id: z.string(), verdict: z.literal('applied'), effective: stampSchema.optional() }),
  z.object({ id: z.string(), verdict: z.literal('duplicate'), effective: stampSchema.optional() }),
  /** Kept apart until somebody decides: the device may no longer work. */
  z.object({ id: z.string(), verdict: z.literal('quarantined') }),
  z.object({
    id: z.string(),
    verdict: z.literal('rejected'),
    fault: z.object({ kind: faultKind, message: z.string() }),
  }),
])
export type Verdict = z.infer<typeof verdict>

export const STAGES = ['open', 'handedOff', 'closed'] as const
export type Stage = (typeof STAGES)[number]

/** A lead as central holds it: the folded lead and what only central may change. */
export const leadSnapshot = z.object({
  lead: z.custom<Lead>((v) => typeof v === 'object' && v !== null && typeof (v as Lead).id === 'string'),
  /** A person's id; null: in the pool. */
  owner: z.string().nullable(),
  /** Expected by the commands that change owner or stage. */
  version: z.number().int(),
  stage: z.enum(STAGES),
  /** ISO instant since when the owner has it. */
  assignedAt: z.string(),
})
export type LeadSnapshot = z.infer<typeof leadSnapshot>

export const person = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  /** 'inbox': somebody of Sales or of a partner, who takes what is handed off to their team. */
  role: z.enum(['agent', 'inbox', 'supervisor', 'administrator', 'service']),
  active: z.boolean(),
  /** The team they belong to; null: none. A supervisor without one supervises everybody. */
  team: z.string().nullable(),
})
export type Person = z.infer<typeof person>

/** `calendar`: when they work, by which their limits are counted; null: around the clock. Left out: not for whom it is sent to. */
export const knownPerson = person.extend({ calendar: workingCalendar.nullable().optional() })
export type KnownPerson = z.infer<typeof knownPerson>

/** Whether the role looks after other people's leads. */
export const supervises = (role: Person['role']): boolean => role !== 'agent' && role !== 'inbox'

/** 'agents' work the call center's queues; 'sales' and 'partner' receive hand-offs of that channel. */
export const TEAM_KINDS = ['agents', 'sales', 'partner'] as const

/** A team as desks name it. `active` false: it was taken away. */
export const teamName = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(TEAM_KINDS),
  active: z.boolean(),
})
export type TeamName = z.infer<typeof teamName>

export const campaign = z.object({
  id: z.string(),
  name: z.string(),
  policyVersion: z.number().int(),
  /** It is put aside: nobody claims or is dealt its leads, and none are added. Left out: it is worked. */
  archived: z.boolean().optional(),
})
export type Campaign = z.infer<typeof campaign>

/** A list of people who are not to be contacted, as administrators see it named. */
export const suppressionList = z.object({
  id: z.string(),
  name: z.string(),
  /** 'Robinson list, 2026-11-01, DDV'. */
  source: z.string(),
  /** ISO instant. */
  importedAt: z.string(),
})
export type SuppressionList = z.infer<typeof suppressionList>

/** Entries of one list, as keys of `suppressionKey`: the numbers themselves are never sent. */
export const suppressionChange = z.object({
  list: z.string(),
  added: z.array(z.number().int()),
  removed: z.array(z.number().int()),
})
export type SuppressionChange = z.infer<typeof suppressionChange>

export const syncResponse = z.object({
  verdicts: z.array(verdict),
  changes: z.object({
    leads: z.array(leadSnapshot),
    /** Ids of leads that left this device's view; `to` tells the agent who has it now. */
    removed: z.array(
      z.object({
        id: z.string(),
        to: z.string().nullable(),
        stage: z.enum(STAGES),
        /** On request of the person: everything of it goes from the device, what waits too. */
        erased: z.boolean().optional(),
      }),
    ),
    policies: z.array(policySchema),
    people: z.array(knownPerson),
    teams: z.array(teamName),
    campaigns: z.array(campaign),
    suppressionLists: z.array(suppressionList),
    suppressions: z.array(suppressionChange),
  }),
  cursor: z.string(),
  more: z.boolean(),
  epoch: z.string(),
  /** ISO instant. */
  serverTime: z.string(),
  /** Only where the device may no longer work: true once it has handed in everything and is to delete all of the person. */
  wipe: z.boolean().optional(),
})
export type SyncResponse = z.infer<typeof syncResponse>
