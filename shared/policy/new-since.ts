import { instantOf } from '../events/instant.ts'
import type { Lead } from '../lead/lead.ts'

/**
 * Whether anything has come since a stamp that may change what is to become of a lead: an answer, a response, a completed call, a route
 * set by hand. Points that fade and policies that change are nothing new.
 */
export function isNewSince(lead: Lead, stamp: string): boolean {
  return (
    isReopenedSince(lead, stamp) ||
    lead.calls.some((c) => c.flags?.completed && c.stamp > stamp) ||
    Object.values(lead.fields).some((versions) =>
      versions.some(
        (v) =>
          v.stamp > stamp &&
          v.value !== null &&
          v.source.channel !== 'derived' &&
          !versions.some((u) => u.undoes === v.event),
      ),
    )
  )
}

/**
 * Whether the person responded since a stamp, or somebody set the route by hand. An undated response may be older than it looks: it
 * counts for nothing.
 */
export function isReopenedSince(lead: Lead, stamp: string): boolean {
  const since = instantOf(stamp)
  return (
    lead.responses.some((r) => r.at !== null && r.at > since) ||
    (lead.routeByHand?.route != null && lead.routeByHand.stamp > stamp)
  )
}
