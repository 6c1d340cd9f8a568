import type { Fact, Lead, Merge } from '../lead/lead.ts'
import { type EventOf, foldStamp, type LeadEvent } from './event.ts'
import { foldCall, foldCallback } from './fold-calls.ts'
import { foldCapturedValues, foldField } from './fold-fields.ts'
import { notAfter } from './instant.ts'
import { addFact, capturedAt, latest, latestOf, putLatest, replace } from './join.ts'
import { bared, foldTakenBack, settled } from './take-back.ts'

/**
 * Folds events of one lead over a state that earlier ones gave (null: none yet). Any order, any batching and any repetition of the
 * same events give the same lead, byte for byte; `base` is not changed. Events that come before their lead's capture make a shell
 * (campaign and capturedAt '').
 *
 * One event id must always come with one content and one `effective` stamp. A device that learns an effective stamp therefore folds
 * anew from central's state and never over a state of its own in which the event stands under its raw stamp.
 *
 * Throws when there is nothing to fold, or when an event is of another lead.
 */
export function fold(base: Lead | null, events: readonly LeadEvent[]): Lead {
  const id = base?.id ?? events[0]?.leadId
  if (id === undefined) throw new Error('fold: no base and no events')
  // A state that an earlier version folded lacks what came to be known since.
  let lead = { ...emptyLead(id), ...(base && bared(base)) }
  for (const e of events) {
    if (e.leadId !== id) throw new Error(`fold: event ${e.id} is of lead ${e.leadId}, not ${id}`)
    lead = { ...lead, ...change(lead, e) }
  }
  return settled(lead)
}

function emptyLead(id: string): Lead {
  return {
    id,
    campaign: '',
    capturedAt: '',
    fields: {},
    responses: [],
    calls: [],
    callbacks: [],
    notes: [],
    consents: [],
    doNotCall: { given: [], lifted: [] },
    routeByHand: null,
    skip: null,
    merges: [],
    keptApart: [],
    reinstated: [],
    returns: [],
    outcomes: [],
  }
}

function change(lead: Lead, e: LeadEvent): Partial<Lead> {
  const fact: Fact = { event: e.id, stamp: foldStamp(e), actor: e.actor }
  switch (e.type) {
    case 'lead.captured':
      return captured(lead, e, fact)
    case 'field.answered':
    case 'field.declined':
    case 'field.withdrawn':
      return { fields: foldField(lead.fields, e) }
    case 'call.started':
      return { calls: foldCall(lead.calls, e) }
    case 'call.finished':
    case 'call.amended':
      return { calls: foldCall(lead.calls, e), doNotCall: doNotCallGiven(lead, e, fact) }
    case 'callback.scheduled':
    case 'callback.closed':
      return { callbacks: foldCallback(lead.callbacks, e) }
    case 'note.written':
      return { notes: putLatest(lead.notes, { ...fact, id: e.payload.note, text: e.payload.text }) }
    case 'consent.recorded': {
      const { consent: id, for: purpose, given, basis, text, at, source = '' } = e.payload
      const consents = addFact(lead.consents, {
        ...fact,
        id,
        for: purpose,
        given,
        basis,
        text,
        at,
        source,
      })
      if (purpose === 'email' || given) return { consents }
      return { consents, doNotCall: { ...lead.doNotCall, given: addFact(lead.doNotCall.given, fact) } }
    }
    case 'doNotCall.lifted': {
      const lifted = addFact(lead.doNotCall.lifted, { ...fact, reason: e.payload.reason })
      return { doNotCall: { ...lead.doNotCall, lifted } }
    }
    case 'route.set': {
      const { route, reason } = e.payload
      return { routeByHand: latest(lead.routeByHand, { ...fact, route, reason }) }
    }
    case 'lead.skipped': {
      const { until, reason } = e.payload
      return { skip: latest(lead.skip, { ...fact, until, reason }) }
    }
    case 'lead.merged':
    case 'merge.undone':
      return { merges: foldMerge(lead.merges, e, fact) }
    case 'lead.keptApart':
      return { keptApart: addFact(lead.keptApart, { ...fact, other: e.payload.other }) }
    case 'lead.reinstated': {
      const { reasons, reason } = e.payload
      return { reinstated: addFact(lead.reinstated, { ...fact, reasons, reason }) }
    }
    case 'response.takenBack':
      return { takenBack: foldTakenBack(lead, e, fact.stamp) }
    case 'handOff.returned': {
      const { handOff, route, reason, note } = e.payload
      return { returns: addFact(lead.returns, { ...fact, handOff, route, reason, note }) }
    }
    case 'outcome.recorded': {
      const { handOff, outcome, value, currency, reason } = e.payload
      const at = notAfter(e.payload.at, fact.stamp)
      const recorded = { ...fact, handOff, outcome, value, currency, reason, at }
      return { outcomes: addFact(lead.outcomes, recorded) }
    }
  }
}

function captured(lead: Lead, e: EventOf<'lead.captured'>, fact: Fact): Partial<Lead> {
  const { campaign, channel, label } = e.payload
  const at = e.payload.at && notAfter(e.payload.at, fact.stamp)
  const fields = foldCapturedValues(lead.fields, e, at === null ? null : Date.parse(at))
  // Nobody responded: somebody else told what is known of the person.
  if (channel === 'derived') return { fields }
  const responses = addFact(lead.responses, { ...fact, channel, label, at })
  return {
    campaign: responses[0]!.event === e.id ? campaign : lead.campaign,
    capturedAt: capturedAt(responses),
    fields,
    responses,
  }
}

/** Amending the call later takes nothing back: only a lift does. */
function doNotCallGiven(
  { doNotCall }: Lead,
  e: EventOf<'call.finished'> | EventOf<'call.amended'>,
  fact: Fact,
): Lead['doNotCall'] {
  return e.payload.flags.doNotCall ? { ...doNotCall, given: addFact(doNotCall.given, fact) } : doNotCall
}

function foldMerge(
  merges: Merge[],
  e: EventOf<'lead.merged'> | EventOf<'merge.undone'>,
  fact: Fact,
): Merge[] {
  const shell: Merge = { event: '', stamp: '', actor: '', id: e.payload.merge, other: '', undone: null }
  return addMerge(
    merges,
    e.type === 'merge.undone' ? { ...shell, undone: fact } : { ...shell, ...fact, other: e.payload.other },
  )
}

/** Puts what is known of a merge beside what else is known of it. */
export function addMerge(merges: Merge[], merge: Merge): Merge[] {
  const known = merges.find((m) => m.id === merge.id)
  if (!known) return replace(merges, merge)
  return replace(merges, { ...latest(known, merge), undone: latestOf(known.undone, merge.undone) })
}
