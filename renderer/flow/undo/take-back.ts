import type { Callback, FieldVersion, Lead } from '../../../shared/lead/lead.ts'
import { isDoNotCall } from '../../../shared/lead/lead.ts'
import type { Draft } from '../../db/draft.ts'
import type { Desk } from '../desk.ts'
import { instant, openCallbacks } from '../lead-of.ts'
import { factOf } from './fact-of.ts'
import type { StandIns } from './stand-ins.ts'
import type { Step } from './undo-log.ts'

/** Why a step stays: 'outcome' can be corrected, 'changed' was done by somebody else since, the others have their own way or none. */
export type Final = 'outcome' | 'call' | 'consent' | 'doNotCall' | 'added' | 'identity' | 'gone' | 'changed'

/** One event that a step wrote, and the one that amends it. */
export interface TakenBack {
  of: Draft
  by: Draft
}

interface Ground {
  desk: Desk
  /** The lead as it is now. */
  now: Lead
  standIns: StandIns
  /** In words, kept in the history. */
  reason: string
}

/** The events that amend what a step wrote, the last one first; or why it is final. */
export function takeBack(step: Step, ground: Ground): TakenBack[] | Final {
  const done: TakenBack[] = []
  let changed = false
  for (const of of [...step.drafts].reverse()) {
    const by = amended(of, step, ground)
    if (typeof by === 'string' && by !== 'changed') return by
    if (by === 'changed' || overwritten(of, step, ground)) changed = true
    else if (by) done.push({ of, by })
  }
  return changed ? 'changed' : done
}

/** What the step wrote is not what stands any more. Of a field's values each is taken back by itself. */
function overwritten(of: Draft, step: Step, { now, standIns }: Ground): boolean {
  const wrote = factOf(step.after, of)
  if (!wrote) return false
  const present = factOf(now, renamed(of, standIns))
  return !present || standIns.event(present.event) !== wrote.event
}

const renamed = (of: Draft, standIns: StandIns): Draft =>
  of.type === 'callback.scheduled'
    ? { ...of, payload: { ...of.payload, callback: standIns.callback(of.payload.callback) } }
    : of

function amended(of: Draft, step: Step, ground: Ground): Draft | null | Final {
  const { before, after } = step
  const { desk, now, reason, standIns } = ground
  const { leadId } = of
  switch (of.type) {
    case 'field.answered':
    case 'field.declined':
    case 'field.withdrawn': {
      const { field } = of.payload
      const was = before?.fields[field] ?? []
      const written = after.fields[field]?.find((v) => isNew(v, was) && v.actor === desk.me.id)
      if (!written) return null
      if (isNew(written, now.fields[field] ?? [])) return 'changed'
      return { leadId, type: 'field.withdrawn', payload: { field, reason, undoes: written.event } }
    }
    case 'note.written': {
      const { note } = of.payload
      const text = before?.notes.find((n) => n.id === note)?.text ?? ''
      return { leadId, type: 'note.written', payload: { note, text } }
    }
    case 'callback.scheduled': {
      const callback = standIns.callback(of.payload.callback)
      if (!openCallbacks(now).some((c) => c.id === callback)) return 'changed'
      const was = before?.callbacks.find((c) => c.id === of.payload.callback && c.at !== '')
      return was
        ? promise(leadId, callback, was)
        : { leadId, type: 'callback.closed', payload: { callback, outcome: 'cancelled' } }
    }
    case 'callback.closed': {
      const { callback } = of.payload
      const was = before?.callbacks.find((c) => c.id === callback && c.closed === null)
      if (!was) return null
      const closed = factOf(now, of)
      // Somebody rang them meanwhile (WK5): nothing is owed any more.
      if (now.calls.some((c) => c.flags?.rightParty && closed && c.since > closed.stamp)) return 'changed'
      // What is closed stays closed: the same is promised again.
      return promise(leadId, desk.newId(), was)
    }
    case 'lead.skipped': {
      const was = before?.skip
      const at = instant(desk.now())
      const payload = was && was.until > at ? { until: was.until, reason: was.reason } : { until: at, reason }
      return { leadId, type: 'lead.skipped', payload }
    }
    case 'route.set':
      return { leadId, type: 'route.set', payload: { route: before?.routeByHand?.route ?? null, reason } }
    case 'lead.merged':
      if (now.merges.some((m) => m.id === of.payload.merge && m.undone)) return 'changed'
      return { leadId, type: 'merge.undone', payload: { merge: of.payload.merge, reason } }
    case 'call.amended': {
      const was = before?.calls.find((c) => c.id === of.payload.call)
      if (of.payload.flags.doNotCall) return 'doNotCall'
      if (!was?.disposition || !was.flags) return null
      // It would be given anew, after it was lifted.
      if (was.flags.doNotCall && !isDoNotCall(now)) return 'doNotCall'
      const { id: call, disposition, flags } = was
      return { leadId, type: 'call.amended', payload: { call, disposition, flags, reason } }
    }
    case 'call.finished':
      return 'outcome'
    case 'call.started':
      return 'call'
    case 'consent.recorded':
      return 'consent'
    case 'doNotCall.lifted':
      return 'doNotCall'
    case 'lead.captured':
      return 'added'
    case 'merge.undone':
    case 'lead.keptApart':
    case 'lead.reinstated':
    case 'response.takenBack':
    case 'handOff.returned':
    case 'outcome.recorded':
      return 'identity'
  }
}

const isNew = (version: FieldVersion, known: readonly FieldVersion[]): boolean =>
  !known.some((v) => v.event === version.event)

/** A callback as it had been promised. */
const promise = (leadId: string, callback: string, { at, whose, agent, note }: Callback): Draft => ({
  leadId,
  type: 'callback.scheduled',
  payload: { callback, at, whose, agent, note },
})
