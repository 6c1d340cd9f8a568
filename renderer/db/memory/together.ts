import { combine } from '../../../shared/events/combine.ts'
import type { LeadSnapshot } from '../../../shared/sync/protocol.ts'

/**
 * The parts of one lead (at least one, by id) as it is shown. Central gives all parts one owner and one stage; until it has heard of a
 * merge they may differ: then the first part's stand, but what was handed off of any part is said.
 */
export function together(parts: readonly LeadSnapshot[]): LeadSnapshot {
  const first = parts[0]!
  if (parts.length === 1) return first
  const { owner, stage, assignedAt } = parts.find((p) => p.stage === 'handedOff') ?? first
  return { lead: combine(parts.map((p) => p.lead)), owner, stage, assignedAt, version: first.version }
}
