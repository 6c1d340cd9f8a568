import type { Lead, TakenBack } from '../lead/lead.ts'
import type { EventOf } from './event.ts'
import { withVersions } from './fold-fields.ts'
import { addFact, capturedAt, putLatest } from './join.ts'

/**
 * Responses that were taken back. While a lead has another response, what came with those that were taken back is hidden: it counts for
 * nothing, and nothing of it is lost. A lead without another one keeps all of it, and is closed (shared/policy/validity.ts).
 *
 * What is hidden follows from the whole lead. So events are folded over, and parts joined from, leads in which nothing is hidden (`bared`);
 * what is to be hidden is found when that is done (`settled`).
 */

const NOTHING: TakenBack['hidden'] = { responses: [], fields: {}, consents: [], notes: [] }

/** The lead with everything in its place. */
export function bared(lead: Lead): Lead {
  const hidden = lead.takenBack?.hidden
  if (!lead.takenBack || !hidden || hidden.responses.length === 0) return lead
  const versions = Object.entries(hidden.fields).flatMap(([field, list]) =>
    list.map((v): Parameters<typeof withVersions>[1][number] => [field as keyof Lead['fields'], v]),
  )
  const responses = hidden.responses.reduce((all, r) => addFact(all, r), lead.responses)
  return {
    ...lead,
    capturedAt: capturedAt(responses),
    fields: withVersions(lead.fields, versions),
    responses,
    consents: hidden.consents.reduce((all, c) => addFact(all, c), lead.consents),
    notes: hidden.notes.reduce((all, n) => putLatest(all, n), lead.notes),
    takenBack: { ...lead.takenBack, hidden: NOTHING },
  }
}

/** The lead without what does not count any more. Give it a lead that is `bared`. */
export function settled(lead: Lead): Lead {
  if (!lead.takenBack || !hasResponse(lead)) return lead
  const gone = eventsOf(lead.takenBack)
  const [responses, goneResponses] = parted(lead.responses, gone)
  if (goneResponses.length === 0) return lead
  const [consents, goneConsents] = parted(lead.consents, gone)
  const [notes, goneNotes] = parted(lead.notes, gone)
  const { fields, hidden } = partedFields(lead.fields, gone)
  return {
    ...lead,
    capturedAt: capturedAt(responses),
    fields,
    responses,
    consents,
    notes,
    takenBack: {
      ...lead.takenBack,
      hidden: { responses: goneResponses, fields: hidden, consents: goneConsents, notes: goneNotes },
    },
  }
}

export function foldTakenBack(lead: Lead, e: EventOf<'response.takenBack'>, stamp: string): TakenBack {
  const { response, with: others, reason } = e.payload
  const fact = { event: e.id, stamp, actor: e.actor, response, with: others, reason }
  return { by: addFact(lead.takenBack?.by ?? [], fact), hidden: NOTHING }
}

/** Of two leads in which nothing is hidden. */
export function joinTakenBack(a: Lead, b: Lead): Pick<Lead, 'takenBack'> {
  if (!a.takenBack && !b.takenBack) return {}
  const by = (b.takenBack?.by ?? []).reduce((all, t) => addFact(all, t), a.takenBack?.by ?? [])
  return { takenBack: { by, hidden: NOTHING } }
}

/** The responses of a lead that count: none where every one was taken back. */
export function liveResponses({ responses, takenBack }: Lead): Lead['responses'] {
  if (!takenBack) return responses
  const gone = eventsOf(takenBack)
  return responses.filter((r) => !gone.has(r.event))
}

/** False for a lead whose every response was taken back, and for one of which none is known yet. */
export const hasResponse = (lead: Lead): boolean => liveResponses(lead).length > 0

const eventsOf = ({ by }: TakenBack): ReadonlySet<string> =>
  new Set(by.flatMap((t) => [t.response, ...t.with]))

const parted = <T extends { event: string }>(list: T[], gone: ReadonlySet<string>): [T[], T[]] => [
  list.filter((x) => !gone.has(x.event)),
  list.filter((x) => gone.has(x.event)),
]

function partedFields(all: Lead['fields'], gone: ReadonlySet<string>) {
  const fields: Lead['fields'] = {}
  const hidden: Lead['fields'] = {}
  for (const [id, versions] of Object.entries(all)) {
    const field = id as keyof Lead['fields']
    const [stay, go] = parted(versions, gone)
    if (stay.length > 0) fields[field] = stay
    if (go.length > 0) hidden[field] = go
  }
  return { fields, hidden }
}
