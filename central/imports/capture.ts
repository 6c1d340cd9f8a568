import type { LeadEvent } from '../../shared/events/event.ts'
import type { HybridClock } from '../../shared/events/stamp.ts'
import { identityKeys } from '../../shared/lead/identity.ts'
import type { Intake } from '../../shared/lead/intake/row.ts'
import type { Lead } from '../../shared/lead/lead.ts'
import type { Capture } from './deps.ts'
import { idOf } from './ids.ts'

export interface CaptureContext {
  campaign: string
  /** Shown beside the values of a row that does not say what the person responded to: 'leads.csv line 12'. */
  place: string
  actor: string
  /** The device its events name, and the basis of a consent that states none. */
  via: 'import' | 'response'
  clock: HybridClock
  /** Epoch milliseconds. */
  now: number
  /** The sender's own id of it; left out, what it says tells it from others. */
  id?: string
}

/** What was read of a row or a response. */
export interface Captured extends Omit<Intake, 'consents' | 'problems'> {
  consents: (Intake['consents'][number] & { basis?: string; at?: string; source?: string })[]
}

/**
 * The events of one row or response. Their ids follow from the campaign and its id, or what it says: the same again adds nothing. The
 * first event's id is that of `lead.captured`.
 */
export function captureOf(intake: Captured, ctx: CaptureContext): Capture {
  const { fields, at, channel, label, notes, consents } = intake
  const sorted = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1))
  return captured(
    intake,
    ctx,
    ctx.id === undefined
      ? idOf('row', ctx.campaign, sorted, at, channel, label, notes, consents)
      : idOf(ctx.via, ctx.campaign, ctx.actor, channel, ctx.id),
  )
}

function captured(intake: Captured, ctx: CaptureContext, content: string): Capture {
  const { fields, at, channel, label, notes, consents } = intake
  return {
    id: content,
    again: (takenBack) => captured(intake, ctx, idOf('again', content, takenBack)),
    keys: keysToFind(fields),
    allKeys: identityKeys(fields),
    newLeadId: idOf('lead', content),
    onlyJoins: intake.onlyId,
    events(leadId) {
      const envelope = (id: string) => ({
        id,
        leadId,
        stamp: ctx.clock.next(ctx.now),
        actor: ctx.actor,
        device: ctx.via,
      })
      const captured: LeadEvent = {
        ...envelope(content),
        type: 'lead.captured',
        payload: {
          campaign: ctx.campaign,
          channel,
          label: (label || ctx.place).slice(0, 200),
          at,
          fields,
          ...(Object.keys(intake.raw).length > 0 ? { raw: intake.raw } : {}),
        },
      }
      const written = notes.map((text, i): LeadEvent => {
        const note = noteOf(content, i)
        return { ...envelope(note), type: 'note.written', payload: { note, text } }
      })
      const recorded = consents.map((consent, i): LeadEvent => {
        const id = consentOf(content, i)
        const payload = {
          consent: id,
          for: consent.for,
          given: consent.given,
          basis: consent.basis ?? ctx.via,
          text: consent.text,
          at: consent.at ?? at ?? new Date(ctx.now).toISOString(),
          ...(consent.source === undefined ? {} : { source: consent.source }),
        }
        return { ...envelope(id), type: 'consent.recorded', payload }
      })
      return [captured, ...written, ...recorded]
    },
  }
}

/** The most telling kind of key only: people share a switchboard's number, and ids of two systems may be equal. */
function keysToFind(fields: Intake['fields']): string[] {
  const keys = identityKeys(fields)
  for (const kind of ['email:', 'external:', 'phone:']) {
    const ofKind = keys.filter((key) => key.startsWith(kind))
    if (ofKind.length > 0) return ofKind
  }
  return []
}

const noteOf = (content: string, i: number): string => idOf('note', content, i)
const consentOf = (content: string, i: number): string => idOf('consent', content, i)
/** More than any row has. */
const MOST = 50

/**
 * Of what a capture recorded in its lead, the events that can be taken back with it: notes, and consents given. A refusal holds on, whoever
 * told of it.
 */
export function writtenWith(lead: Lead, capture: string): { events: string[]; refusedCalls: boolean } {
  const ids = Array.from({ length: MOST }, (_, i) => i)
  const notes = new Set(ids.map((i) => noteOf(capture, i)))
  const consents = new Set(ids.map((i) => consentOf(capture, i)))
  const recorded = lead.consents.filter((c) => consents.has(c.event))
  return {
    events: [
      ...lead.notes.flatMap((n) => (notes.has(n.id) ? n.id : [])),
      ...recorded.flatMap((c) => (c.given ? c.event : [])),
    ],
    refusedCalls: recorded.some((c) => c.for === 'phone' && !c.given),
  }
}
