import { stampTime } from '../../shared/events/stamp.ts'
import type { FieldId, FieldValue } from '../../shared/lead/catalog.ts'
import type { Call, Callback, Lead } from '../../shared/lead/lead.ts'
import type { LeadRow } from '../db/views.ts'
import type { Desk } from './desk.ts'
import { instant, promisedIn } from './lead-of.ts'

/** A call of mine that has no outcome though nobody is known to be on it: a crash, a dropped line, a machine that slept. */
export interface LostCall {
  row: LeadRow
  call: Call
  /** ISO instant of the last thing that was done in it: it went on until then at least. */
  lastSign: string
  answers: { field: FieldId; value: FieldValue }[]
  notes: string[]
  promised: Callback | null
}

/** Leads with a call that has no outcome, the longest waiting first, but for those calls that are known to go on. */
export const leadsWithLostCalls = (rows: readonly LeadRow[], going: readonly { call: string }[]): LeadRow[] =>
  rows
    .filter(({ work }) => work.do === 'wrapUp' && !going.some((g) => g.call === work.call))
    .sort((a, b) => (callId(a) < callId(b) ? -1 : 1))

/** My call of that lead which has no outcome, and what is known of it; null where there is none. */
export async function lostCall(desk: Desk, row: LeadRow): Promise<LostCall | null> {
  const snapshot = await desk.reader.snapshot(row.id)
  const call = snapshot?.lead.calls.find((c) => c.id === callId(row))
  if (!snapshot || !call || call.actor !== desk.me.id || call.disposition !== null) return null
  const { lead } = snapshot
  const mine = <T extends { stamp: string; actor: string }>(facts: T[]) =>
    facts.filter((f) => f.actor === call.actor && f.stamp > call.since)
  const answers = answersSince(lead, mine)
  const notes = mine(lead.notes)
  const signs = [...answers.map((a) => a.stamp), ...[...notes, ...mine(lead.callbacks)].map((f) => f.stamp)]
  return {
    row,
    call,
    lastSign: instant(Math.max(Date.parse(call.startedAt), ...signs.map(stampTime))),
    answers: answers.map(({ field, value }) => ({ field, value })),
    notes: notes.map((n) => n.text).filter((text) => text.trim() !== ''),
    promised: promisedIn(lead, call) ?? null,
  }
}

function answersSince(lead: Lead, mine: <T extends { stamp: string; actor: string }>(facts: T[]) => T[]) {
  return Object.entries(lead.fields).flatMap(([field, versions]) => {
    const top = versions[0]
    return top && top.value !== null && mine([top]).length > 0
      ? [{ field: field as FieldId, value: top.value, stamp: top.stamp }]
      : []
  })
}

const callId = ({ work }: LeadRow): string => (work.do === 'wrapUp' ? work.call : '')
