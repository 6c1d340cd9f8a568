import { v7 } from 'uuid'
import type { Draft } from '../../../renderer/db/draft.ts'
import type { EventType, LeadEvent } from '../../../shared/events/event.ts'
import { leadEvent } from '../../../shared/events/event.ts'
import { fold } from '../../../shared/events/fold.ts'
import { makeStamp } from '../../../shared/events/stamp.ts'
import type { LeadSnapshot, SyncResponse } from '../../../shared/sync/protocol.ts'
import { START } from './machine.ts'

export const captureDraft = (leadId: string, fields: Record<string, string> = {}): Draft =>
  ({
    leadId,
    type: 'lead.captured',
    payload: {
      campaign: 'spring',
      channel: 'web',
      label: 'Web form',
      at: new Date(START - 86_400_000).toISOString(),
      fields: { lastName: 'Oyelaran', phone: '+17575550142', ...fields },
    },
  }) as Draft

export const answerDraft = (leadId: string, field: 'budget' | 'timeline' | 'need', value: string): Draft => ({
  leadId,
  type: 'field.answered',
  payload: { field, value, call: null },
})

export const mergeDraft = (leadId: string, other: string, merge = v7()): Draft => ({
  leadId,
  type: 'lead.merged',
  payload: { merge, other },
})

export const undoDraft = (leadId: string, merge: string): Draft => ({
  leadId,
  type: 'merge.undone',
  payload: { merge, reason: 'Two persons' },
})

let counter = 0

/** An event from somewhere else than the machine under test. */
export function foreignEvent(draft: Draft, at = START - 3_600_000): LeadEvent {
  counter += 1
  return leadEvent.parse({
    ...draft,
    id: v7(),
    stamp: makeStamp(at, counter, 'central'),
    actor: 'system:import',
    device: 'central',
  })
}

/** A lead as central would send it. */
export function snapshot(owner: string | null, events: readonly LeadEvent[], version = 1): LeadSnapshot {
  return {
    lead: fold(null, events),
    owner,
    version,
    stage: 'open',
    assignedAt: new Date(START).toISOString(),
  }
}

export const newSnapshot = (owner: string | null, fields: Record<string, string> = {}): LeadSnapshot =>
  snapshot(owner, [foreignEvent(captureDraft(v7(), fields))])

/** An answer of central without anything in it, but for what is given. */
export function response(
  part: Partial<Omit<SyncResponse, 'changes'>> & { changes?: Partial<SyncResponse['changes']> } = {},
): SyncResponse {
  return {
    verdicts: [],
    cursor: '1',
    more: false,
    epoch: 'first',
    serverTime: new Date(START).toISOString(),
    ...part,
    changes: {
      leads: [],
      removed: [],
      policies: [],
      people: [],
      teams: [],
      campaigns: [],
      suppressionLists: [],
      suppressions: [],
      ...part.changes,
    },
  }
}

export const ofType = <T extends EventType>(events: readonly LeadEvent[], type: T) =>
  events.filter((e) => e.type === type)
