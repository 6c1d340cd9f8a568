import type { Fact, Lead } from '../../../shared/lead/lead.ts'

/** The greatest stamp in a lead: what this device writes next must be later. '' for an empty lead. */
export function latestStamp(lead: Lead): string {
  const facts: (Pick<Fact, 'stamp'> | null | undefined)[] = [
    lead.routeByHand,
    lead.skip,
    lead.doNotCall.given.at(-1),
    lead.doNotCall.lifted.at(-1),
    ...Object.values(lead.fields).flat(),
    ...lead.calls,
    ...lead.callbacks.flatMap((c) => [c, c.closed]),
    ...lead.notes,
    ...lead.consents,
    ...lead.merges.flatMap((m) => [m, m.undone]),
    ...lead.responses,
    ...lead.keptApart,
    ...lead.reinstated,
    ...lead.returns,
    ...lead.outcomes,
    ...(lead.takenBack?.by ?? []),
  ]
  return facts.reduce((max, f) => (f && f.stamp > max ? f.stamp : max), '')
}
