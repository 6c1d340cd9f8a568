import { z } from 'zod'
import { deviceState } from '../sync/protocol.ts'
import { line } from './api.ts'

/** The bodies of the REST service for devices, what revoked ones still handed in, and erasure. */

export const device = z.object({
  person: z.string(),
  id: z.string(),
  name: z.string(),
  state: deviceState,
  waiting: z.number().int(),
  seenAt: z.string().nullable(),
  revoked: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
  /** ISO instant at which a revoked device said that it has wiped itself. */
  wipedAt: z.string().nullable(),
})
export const devicesResponse = z.object({ devices: z.array(device) })
export const revokeRequest = z.strictObject({ reason: line(500) })

/** An event that a revoked device handed in: kept apart until somebody decides. */
export const quarantined = z.object({
  id: z.string(),
  person: z.string(),
  device: z.string(),
  lead: z.string(),
  type: z.string(),
  receivedAt: z.string(),
  event: z.unknown(),
  state: z.enum(['waiting', 'released', 'discarded']),
})
export const quarantinePage = z.object({ events: z.array(quarantined), next: z.string().nullable() })
export const quarantineDecision = z.strictObject({
  ids: z.array(z.uuid()).min(1).max(1000),
  action: z.enum(['release', 'discard']),
})

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
})
