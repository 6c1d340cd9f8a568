import type { Call, Callback, DispositionFlags } from '../lead/lead.ts'
import { compareFacts } from '../lead/lead.ts'
import { type EventOf, foldStamp } from './event.ts'
import { notAfter } from './instant.ts'
import { latest, replace } from './join.ts'

type CallEvent = EventOf<'call.started'> | EventOf<'call.finished'> | EventOf<'call.amended'>

/** Start, end and amendments may come in any order; until all are there the call is a shell of what is known. */
export function foldCall(calls: Call[], e: CallEvent): Call[] {
  const known = calls.find((c) => c.id === e.payload.call) ?? shell(e.payload.call)
  const since = known.since && known.since < foldStamp(e) ? known.since : foldStamp(e)
  const call = { ...(e.type === 'call.started' ? started(known, e) : finished(known, e)), since }
  return [...calls.filter((c) => c.id !== call.id), call].sort(bySince)
}

/** A call starts once. Should two starts carry its id, every replica picks the same one. */
function started(call: Call, e: EventOf<'call.started'>): Call {
  const start = { actor: e.actor, phone: e.payload.phone, startedAt: notAfter(e.payload.at, foldStamp(e)) }
  return call.startedAt && startKey(call) <= startKey(start) ? call : { ...call, ...start }
}

const startKey = (c: Pick<Call, 'startedAt' | 'actor' | 'phone'>) => `${c.startedAt} ${c.actor} ${c.phone}`

function finished(call: Call, e: EventOf<'call.finished'> | EventOf<'call.amended'>): Call {
  const finishedAt = e.type === 'call.finished' ? notAfter(e.payload.at, foldStamp(e)) : null
  const ended =
    finishedAt && (!call.finishedAt || finishedAt > call.finishedAt) ? { ...call, finishedAt } : call
  const fact = { stamp: foldStamp(e), event: e.id }
  if (call.disposition !== null && compareFacts(call, fact) >= 0) return ended
  return { ...ended, disposition: e.payload.disposition, flags: inOrder(e.payload.flags), ...fact }
}

const shell = (id: string): Call => ({
  id,
  actor: '',
  phone: '',
  since: '',
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
  const known = callbacks.find((c) => c.id === e.payload.callback) ?? callbackShell(e.payload.callback)
  if (e.type === 'callback.closed') {
    const closed = latest(known.closed, { ...fact, outcome: e.payload.outcome })
    return replace(callbacks, { ...known, closed })
  }
  const { at, whose, agent, note } = e.payload
  return replace(callbacks, latest(known, { ...known, ...fact, at, whose, agent, note }))
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
