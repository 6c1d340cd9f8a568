import type { Call, Callback, DispositionFlags } from '../lead/lead.ts'
import { compareFacts } from '../lead/lead.ts'
import { type EventOf, foldStamp } from './event.ts'
import { notAfter } from './instant.ts'
import { latest, latestOf, replace } from './join.ts'

type CallEvent = EventOf<'call.started'> | EventOf<'call.finished'> | EventOf<'call.amended'>

/** Start, end and amendments may come in any order; until all are there the call is a shell of what is known. */
export function foldCall(calls: Call[], e: CallEvent): Call[] {
  return addCall(calls, e.type === 'call.started' ? started(e) : finished(e))
}

/** Puts what is known of a call beside what else is known of it. Calls stand in the order in which they began. */
export function addCall(calls: Call[], call: Call): Call[] {
  const known = calls.find((c) => c.id === call.id)
  return [...calls.filter((c) => c !== known), known ? joined(known, call) : call].sort(bySince)
}

/** A call starts once: should two starts carry its id, every replica picks the same one. The latest outcome stands. */
function joined(a: Call, b: Call): Call {
  const start = !b.startedAt || (a.startedAt && startKey(a) <= startKey(b)) ? a : b
  const end = b.disposition === null || (a.disposition !== null && compareFacts(a, b) >= 0) ? a : b
  return {
    id: a.id,
    actor: start.actor,
    phone: start.phone,
    since: a.since < b.since ? a.since : b.since,
    startedAt: start.startedAt,
    finishedAt: (a.finishedAt ?? '') > (b.finishedAt ?? '') ? a.finishedAt : b.finishedAt,
    disposition: end.disposition,
    flags: end.flags,
    stamp: end.stamp,
    event: end.event,
  }
}

const startKey = (c: Pick<Call, 'startedAt' | 'actor' | 'phone'>) => `${c.startedAt} ${c.actor} ${c.phone}`

function started(e: EventOf<'call.started'>): Call {
  const startedAt = notAfter(e.payload.at, foldStamp(e))
  return { ...shell(e), actor: e.actor, phone: e.payload.phone, startedAt }
}

function finished(e: EventOf<'call.finished'> | EventOf<'call.amended'>): Call {
  const finishedAt = e.type === 'call.finished' ? notAfter(e.payload.at, foldStamp(e)) : null
  const { disposition, flags } = e.payload
  return { ...shell(e), finishedAt, disposition, flags: inOrder(flags), stamp: foldStamp(e), event: e.id }
}

const shell = (e: CallEvent): Call => ({
  id: e.payload.call,
  actor: '',
  phone: '',
  since: foldStamp(e),
  startedAt: '',
  finishedAt: null,
  disposition: null,
  flags: null,
  stamp: '',
  event: '',
})

const inOrder = (f: DispositionFlags): DispositionFlags => ({
  humanAnswered: f.humanAnswered,
  rightParty: f.rightParty,
  unworkable: f.unworkable,
  doNotCall: f.doNotCall,
  completed: f.completed,
})

const bySince = (a: Call, b: Call) =>
  a.since === b.since ? (a.id < b.id ? -1 : 1) : a.since < b.since ? -1 : 1

/** The latest scheduling stands; a closing stays whatever comes after it. */
export function foldCallback(
  callbacks: Callback[],
  e: EventOf<'callback.scheduled'> | EventOf<'callback.closed'>,
): Callback[] {
  const fact = { event: e.id, stamp: foldStamp(e), actor: e.actor }
  const shell = callbackShell(e.payload.callback)
  if (e.type === 'callback.closed')
    return addCallback(callbacks, { ...shell, closed: { ...fact, outcome: e.payload.outcome } })
  const { at, whose, agent, note } = e.payload
  return addCallback(callbacks, { ...shell, ...fact, at, whose, agent, note })
}

/** Puts what is known of a callback beside what else is known of it. */
export function addCallback(callbacks: Callback[], callback: Callback): Callback[] {
  const known = callbacks.find((c) => c.id === callback.id)
  if (!known) return replace(callbacks, callback)
  const closed = latestOf(known.closed, callback.closed)
  return replace(callbacks, { ...latest(known, callback), closed })
}

const callbackShell = (id: string): Callback => ({
  event: '',
  stamp: '',
  actor: '',
  id,
  at: '',
  whose: 'mine',
  agent: '',
  note: '',
  closed: null,
})
