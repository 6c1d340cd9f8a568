import type { FieldVersion, Lead } from '../../../shared/lead/lead.ts'
import type { Draft } from '../../db/draft.ts'
import type { Desk } from '../desk.ts'
import { instant } from '../lead-of.ts'
import type { Step } from './undo-log.ts'

/** Why a step stays: 'outcome' can be corrected, the others have their own way or none. */
export type Final = 'outcome' | 'call' | 'consent' | 'doNotCall' | 'added' | 'identity' | 'gone'

/** The events that amend what a step wrote, the last one first; or why it is final. @param reason in words, kept in the history */
export function takeBack(desk: Desk, step: Step, reason: string): Draft[] | Final {
  if (!desk.reader.row(step.leadId)) return 'gone'
  const drafts: Draft[] = []
  for (const draft of [...step.drafts].reverse()) {
    const amending = amended(desk, draft, step, reason)
    if (typeof amending === 'string') return amending
    drafts.push(...amending)
  }
  return drafts
}

function amended(desk: Desk, draft: Draft, { before, after }: Step, reason: string): Draft[] | Final {
  const { leadId } = draft
  switch (draft.type) {
    case 'field.answered':
    case 'field.declined':
    case 'field.withdrawn': {
      const { field } = draft.payload
      const was = before?.fields[field] ?? []
      const written = after.fields[field]?.find((v) => isNew(v, was) && v.actor === desk.me.id)
      if (!written) return []
      return [{ leadId, type: 'field.withdrawn', payload: { field, reason, undoes: written.event } }]
    }
    case 'note.written': {
      const { note } = draft.payload
      const text = before?.notes.find((n) => n.id === note)?.text ?? ''
      return [{ leadId, type: 'note.written', payload: { note, text } }]
    }
    case 'callback.scheduled':
      return [scheduledAsBefore(before, leadId, draft.payload.callback)]
    case 'callback.closed':
      return reopened(desk, before, leadId, draft.payload.callback)
    case 'lead.skipped': {
      const was = before?.skip
      const now = instant(desk.now())
      const payload =
        was && was.until > now ? { until: was.until, reason: was.reason } : { until: now, reason }
      return [{ leadId, type: 'lead.skipped', payload }]
    }
    case 'route.set':
      return [{ leadId, type: 'route.set', payload: { route: before?.routeByHand?.route ?? null, reason } }]
    case 'lead.merged':
      return [{ leadId, type: 'merge.undone', payload: { merge: draft.payload.merge, reason } }]
    case 'call.amended': {
      const was = before?.calls.find((c) => c.id === draft.payload.call)
      if (draft.payload.flags.doNotCall) return 'doNotCall'
      if (!was?.disposition || !was.flags) return []
      const { id: call, disposition, flags } = was
      return [{ leadId, type: 'call.amended', payload: { call, disposition, flags, reason } }]
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

/** A promise that took another one's place gives it back; one that was new is cancelled. */
function scheduledAsBefore(before: Lead | null, leadId: string, callback: string): Draft {
  const was = before?.callbacks.find((c) => c.id === callback && c.at !== '')
  if (!was) return { leadId, type: 'callback.closed', payload: { callback, outcome: 'cancelled' } }
  const { at, whose, agent, note } = was
  return { leadId, type: 'callback.scheduled', payload: { callback, at, whose, agent, note } }
}

/** What is closed stays closed: the same is promised again. */
function reopened(desk: Desk, before: Lead | null, leadId: string, callback: string): Draft[] {
  const was = before?.callbacks.find((c) => c.id === callback && c.closed === null)
  if (!was) return []
  const { at, whose, agent, note } = was
  return [
    {
      leadId,
      type: 'callback.scheduled',
      payload: { callback: desk.newId(), at, whose, agent, note },
    },
  ]
}
