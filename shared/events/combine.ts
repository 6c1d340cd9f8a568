import type { FieldId } from '../lead/catalog.ts'
import type { FieldVersion, Lead, Merge } from '../lead/lead.ts'
import { addMerge } from './fold.ts'
import { addCall, addCallback } from './fold-calls.ts'
import { withVersions } from './fold-fields.ts'
import { addFact, capturedAt, latestOf, putLatest } from './join.ts'
import { bared, joinTakenBack, settled } from './take-back.ts'

/**
 * Merged leads. Every event keeps the lead it was written for, and each of these leads (a part) is folded from its own events alone. A
 * live edge joins two parts; what is shown, scored and worked is the combination of all parts that edges connect. An undoing is
 * written for the lead that its merge was written for (`partWithMerge`): so it meets its merge in one fold, whatever becomes of the
 * component meanwhile.
 */

/** The edges of a lead that stand: not undone, and to another lead. */
export function liveEdges(lead: Lead): Merge[] {
  return lead.merges.filter((m) => m.undone === null && m.other !== '' && m.other !== lead.id)
}

/** The part that a merge was written for: its undoing must be written for the same one. */
export function partWithMerge(parts: readonly Lead[], merge: string): Lead | undefined {
  return parts.find((p) => p.merges.some((m) => m.id === merge))
}

/**
 * The connected components of these leads by their live edges: the parts of each by id, the components by the id of their first part.
 * An edge to a lead that is not among them joins nothing.
 */
export function componentsOf(leads: readonly Lead[]): Lead[][] {
  const rootOf = roots(leads)
  const groups = new Map<string, Lead[]>()
  for (const lead of [...leads].sort(byId)) {
    const root = rootOf(lead.id)
    const group = groups.get(root)
    if (group) group.push(lead)
    else groups.set(root, [lead])
  }
  return [...groups.values()]
}

/** Union-find: the smallest id that a lead is joined with. */
function roots(leads: readonly Lead[]): (id: string) => string {
  const parents = new Map(leads.map((l) => [l.id, l.id]))
  const rootOf = (id: string): string => {
    let root = id
    for (let up = parents.get(root)!; up !== root; up = parents.get(root)!) root = up
    parents.set(id, root)
    return root
  }
  for (const lead of leads) {
    for (const { other } of liveEdges(lead)) {
      if (!parents.has(other)) continue
      const [first, second] = [rootOf(lead.id), rootOf(other)].sort() as [string, string]
      parents.set(second, first)
    }
  }
  return rootOf
}

/**
 * One lead out of the parts of a component: byte for byte what folding all their events as those of one lead gives, under the smallest
 * part's id and in its campaign. The order of parts and parts that are given twice make no difference. Throws when there is no part.
 */
export function combine(parts: readonly Lead[]): Lead {
  const [anchor, ...others] = [...parts].sort(byId)
  if (!anchor) throw new Error('combine: no parts')
  if (others.length === 0) return anchor
  return settled(others.map(bared).reduce(join, bared(anchor)))
}

function join(a: Lead, b: Lead): Lead {
  const responses = b.responses.reduce((all, r) => addFact(all, r), a.responses)
  return {
    id: a.id,
    campaign: a.campaign || b.campaign,
    capturedAt: capturedAt(responses),
    fields: withVersions(a.fields, versionsOf(b)),
    responses,
    calls: b.calls.reduce(addCall, a.calls),
    callbacks: b.callbacks.reduce(addCallback, a.callbacks),
    notes: b.notes.reduce((all, n) => putLatest(all, n), a.notes),
    consents: b.consents.reduce((all, c) => addFact(all, c), a.consents),
    doNotCall: {
      given: b.doNotCall.given.reduce((all, f) => addFact(all, f), a.doNotCall.given),
      lifted: b.doNotCall.lifted.reduce((all, f) => addFact(all, f), a.doNotCall.lifted),
    },
    routeByHand: latestOf(a.routeByHand, b.routeByHand),
    skip: latestOf(a.skip, b.skip),
    merges: b.merges.reduce(addMerge, a.merges),
    keptApart: b.keptApart.reduce((all, k) => addFact(all, k), a.keptApart),
    reinstated: b.reinstated.reduce((all, r) => addFact(all, r), a.reinstated),
    returns: b.returns.reduce((all, r) => addFact(all, r), a.returns),
    outcomes: b.outcomes.reduce((all, o) => addFact(all, o), a.outcomes),
    ...joinTakenBack(a, b),
  }
}

function versionsOf(lead: Lead): [FieldId, FieldVersion][] {
  const fields = Object.entries(lead.fields) as [FieldId, FieldVersion[]][]
  return fields.flatMap(([field, versions]) =>
    versions.map((version): [FieldId, FieldVersion] => [field, version]),
  )
}

const byId = (a: Lead, b: Lead): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
