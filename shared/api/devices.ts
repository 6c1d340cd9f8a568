import { z } from 'zod'
import { deviceState, verdict } from '../sync/protocol.ts'
import { line } from './api.ts'

/** The bodies of the REST service for devices, what revoked ones still handed in, and erasure. */

export const device = z.object({
  person: z.string(),
  id: z.string(),
  name: z.string(),
  state: deviceState,
  waiting: z.number().int(),
  /** Events that central refused; they lie there until their person decides. */
  parked: z.number().int(),
  seenAt: z.string().nullable(),
  revoked: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  /** ISO instant at which a revoked device said that it has wiped itself. */
  wipedAt: z.string().nullable(),
})
export const devicesResponse = z.object({ devices: z.array(device) })
export type Device = z.infer<typeof device>
/** Said by the device itself once nothing of the person is left on it. */
export const wipedRequest = z.strictObject({ device: z.string().min(1).max(40) })
export const revokeRequest = z.strictObject({ reason: line(500) })

/** An event that a revoked device handed in: kept apart until somebody decides. */
export const quarantined = z.object({
  id: z.string(),
  person: z.string(),
  device: z.string(),
  /** null: it names none. */
  lead: z.string().nullable(),
  type: z.string(),
  receivedAt: z.string(),
  /** As it came; null once it is central's, or 30 days after it was discarded. */
  event: z.unknown(),
  state: z.enum(['waiting', 'released', 'discarded']),
  decided: z.object({ by: z.string(), at: z.string() }).nullable(),
})
export type Quarantined = z.infer<typeof quarantined>
export const quarantinePage = z.object({ events: z.array(quarantined), next: z.string().nullable() })
export const quarantineDecision = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(1000),
  action: z.enum(['release', 'discard']),
})
/** For each event that was decided on (not one that was erased meanwhile), in the order asked: what it is now, and what central made of a released one. */
export const quarantineDecided = z.object({
  results: z.array(
    z.object({
      id: z.string(),
      state: quarantined.shape.state,
      /** Rejected: it waits on, and can be decided again. null: it was not released. */
      verdict: verdict.nullable(),
    }),
  ),
})
export type QuarantineDecided = z.infer<typeof quarantineDecided>

/** Erasure of a person's data, as asked for. */
export const eraseRequest = z.strictObject({
  /** How and when the person asked, for the record: no personal data. */
  reason: line(500),
  /** Nobody is to contact the person again: a minimal entry of keys is kept. */
  suppress: z.boolean().default(true),
})
export const erased = z.object({
  lead: z.string(),
  /** All parts of it, and leads that were merged with it. */
  parts: z.array(z.string()),
  at: z.string(),
  by: z.string(),
  reason: z.string(),
  /** Their numbers and addresses are on the list 'erased'. */
  suppressed: z.boolean(),
})
export type Erased = z.infer<typeof erased>
export const erasuresPage = z.object({ erasures: z.array(erased), next: z.string().nullable() })

/** Everything that central holds on a person, for themselves: rows as they are stored, by table. */
export const leadExport = z.object({
  lead: z.string(),
  parts: z.array(z.string()),
  at: z.string(),
  /** Put together of all parts. */
  combined: z.unknown(),
  held: z.record(z.string(), z.array(z.unknown())),
})
export type LeadExport = z.infer<typeof leadExport>
