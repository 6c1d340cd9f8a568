import type { WorkingCalendar } from '../calendar/calendar.ts'
import { limitAt } from '../calendar/limit.ts'
import { instantOf } from '../events/instant.ts'
import {
  type Call,
  type Callback,
  compareFacts,
  doNotCallLifts,
  isDoNotCall,
  type Lead,
} from '../lead/lead.ts'
import type { RouteId } from '../lead/route.ts'
import type { Decision } from './decision.ts'
import { isNewSince } from './new-since.ts'
import type { Policy } from './policy.ts'
import { lackingConsents } from './required-consents.ts'
import { slaOf } from './sla.ts'
import { invalidReasons } from './validity.ts'
import type { Work } from './work.ts'

/**
 * What is to be done with a lead at `now` (ISO): rules WK1 to WK16 of the specification, the first that holds.
 * @param calendar the owner's; null: the owner has none, or there is no owner
 */
export function workOf(
  lead: Lead,
  decision: Decision,
  policy: Policy,
  now: string,
  calendar: WorkingCalendar | null = null,
): Work {
  if (isDoNotCall(lead)) return { do: 'close', reason: 'doNotCall' }

  const lastCall = lead.calls.at(-1)
  if (lastCall && lastCall.disposition === null) return { do: 'wrapUp', call: lastCall.id }

  if (invalidReasons(lead, policy).length > 0) return { do: 'close', reason: 'invalid' }

  const last = lead.calls.findLast((c) => c.disposition !== null)
  const fresh = waitsSince(lead, last)
  if (last?.flags?.unworkable && !fresh) return { do: 'close', reason: 'unworkable' }

  const callback = nextCallback(lead)
  if (callback) {
    const retry = last && last.startedAt >= callback.at ? retryAt(last, policy) : callback.at
    return { do: 'callback', due: postponed(retry, lead, callback.stamp, now), callback: callback.id }
  }

  const returned = returnedTo(lead, decision, policy)
  if (returned !== '') {
    const tried = lead.calls.filter((c) => c.since > returned)
    if (tried.length >= policy.maxAttempts) return { do: 'close', reason: 'unreached' }
    const again = tried.length > 0 && last
    const due = again ? retryAt(last, policy) : deadlineOf(instantOf(returned), policy, 'needInfo', calendar)
    const from = postponed(due, lead, returned, now)
    return { do: 'call', due: from, deadline: !again && from === due, why: 'returned' }
  }

  const inQueue = decision.route === 'needInfo' || policy.routes[decision.route].channel === 'callCenter'
  const calledEnough = !policy.callFirst || last !== undefined
  const leaves = !inQueue && calledEnough
  const lacking = leaves ? lackingConsents(lead, policy, decision.route) : []
  if (leaves && lacking.length === 0) return { do: 'handOff', route: decision.route }
  const isHopeless = lacking.some((c) => c.refused) || (attemptsOf(lead) >= policy.maxAttempts && !fresh)
  if (leaves && isHopeless) return { do: 'close', reason: 'noConsent' }

  const followUp = inQueue && decision.route !== 'needInfo'
  if (followUp && last && !fresh) {
    if (completedFor(lead, decision)) return { do: 'close', reason: 'completed' }
    if (attemptsOf(lead) >= policy.maxAttempts) return { do: 'close', reason: 'unreached' }
  }
  const due = fresh ? deadlineOf(fresh, policy, decision.route, calendar) : last ? retryAt(last, policy) : now
  const from = postponed(due, lead, '', now)
  return {
    do: 'call',
    due: from,
    deadline: fresh !== '' && from === due,
    why: lacking.length > 0 ? 'consent' : followUp ? 'followUp' : last ? 'again' : 'new',
  }
}

/**
 * The stamp of the return by which the call center has a lead that its route would send to the same receivers again: '' where there is
 * none, or where something new has come since.
 */
function returnedTo(lead: Lead, { route }: Decision, { routes }: Policy): string {
  const last = lead.returns.at(-1)
  if (!last || isNewSince(lead, last.stamp)) return ''
  const inQueue = route === 'needInfo' || routes[route].channel === 'callCenter'
  return inQueue || routes[route].channel === routes[last.route].channel ? last.stamp : ''
}

/**
 * Since when (ISO) a lead waits for the first call after a response or a return, and the route whose limit counts; null: it waits for
 * none. A skip puts the call off, and is no answer: the lead waits all the same.
 */
export function waitOf(
  lead: Lead,
  decision: Decision,
  policy: Policy,
  now: string,
): { since: string; route: RouteId } | null {
  const work = workOf({ ...lead, skip: null }, decision, policy, now)
  if (work.do !== 'call' || !work.deadline) return null
  if (work.why === 'returned')
    return { since: instantOf(returnedTo(lead, decision, policy)), route: 'needInfo' }
  return {
    since: waitsSince(
      lead,
      lead.calls.findLast((c) => c.disposition !== null),
    ),
    route: decision.route,
  }
}

/** When the work is to be done: an ISO instant, or '' for what no agent is to do at some time. */
export function dueOf(work: Work): string {
  return work.do === 'call' || work.do === 'callback' ? work.due : ''
}

/** How often the lead was called, the running call included. */
export function attemptsOf(lead: Lead): number {
  return lead.calls.length
}

/**
 * Since when the lead waits for a call that no finished one has answered: an ISO instant, or ''. After a call only a dated response or
 * a lifted do-not-call counts; an undated one may be as old as the call's own list.
 */
export function waitsSince(lead: Lead, last: Call | undefined): string {
  if (!last) return lead.capturedAt
  const responses = lead.responses.flatMap((r) => r.at ?? [])
  const lifts = doNotCallLifts(lead).map((f) => instantOf(f.stamp))
  return [...responses, ...lifts].filter((at) => at > finishOf(last)).sort()[0] ?? ''
}

/** The open callback that is due first. One is kept by a call to the right person that began after it was promised. */
export function nextCallback(lead: Lead): Callback | undefined {
  const kept = (callback: Callback) => lead.calls.some((c) => c.flags?.rightParty && c.since > callback.stamp)
  return lead.callbacks
    .filter((c) => !c.closed && !kept(c))
    .sort((a, b) => (a.at === b.at ? compareFacts(a, b) : a.at < b.at ? -1 : 1))[0]
}

/** Whether the person was spoken to for the route that stands: one set by hand asks for a call that ended after that. */
function completedFor(lead: Lead, decision: Decision): boolean {
  const from = decision.state === 'byHand' ? (lead.routeByHand?.stamp ?? '') : ''
  return lead.calls.some((c) => c.flags?.completed && c.stamp > from)
}

export function retryAt(last: Call, policy: Policy): string {
  return plus(finishOf(last), policy.dispositions.find((d) => d.id === last.disposition)?.recycleMinutes ?? 0)
}

/** A skip counts while it lasts, if it is later than the last call and than the promise it puts off. */
function postponed(due: string, lead: Lead, promised: string, now: string): string {
  const { skip } = lead
  if (!skip || skip.until <= now || skip.until <= due) return due
  const before = lead.calls.at(-1)?.since ?? ''
  return skip.stamp > before && skip.stamp > promised ? skip.until : due
}

const deadlineOf = (from: string, policy: Policy, route: RouteId, calendar: WorkingCalendar | null): string =>
  limitAt([calendar, policy.calendar], from, slaOf(policy, route, 'attempt')?.minutes ?? 0)
export const finishOf = (call: Call): string => call.finishedAt ?? instantOf(call.stamp)
const plus = (iso: string, minutes: number): string =>
  new Date(Date.parse(iso) + minutes * 60_000).toISOString()
