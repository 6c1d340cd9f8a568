import type { Contact } from '../../shared/contact/contact.ts'
import { instantOf } from '../../shared/events/instant.ts'
import type { ReturnReason } from '../../shared/lead/hand-off.ts'
import { type Call, type Consent, doNotCallLifts, type Lead, type Response } from '../../shared/lead/lead.ts'
import type { HandOffChannel, RouteId } from '../../shared/lead/route.ts'
import type { Decision } from '../../shared/policy/decision.ts'
import type { Policy } from '../../shared/policy/policy.ts'
import { lackingConsents } from '../../shared/policy/required-consents.ts'
import type { Work } from '../../shared/policy/work.ts'
import { finishOf, waitsSince, workOf } from '../../shared/policy/work-of.ts'
import { opensFrom } from './openings.ts'
import { CALL_BACK } from './promise.ts'

/** One clause of why a lead is to be called, or not: facts only, so that any language can say it. Times are ISO instants. */
export type Why =
  | { id: 'callWithoutOutcome'; at: string }
  | { id: 'callback'; at: string; whose: 'mine' | 'anyone'; agent: string }
  | { id: 'note'; text: string }
  | { id: 'responded'; channel: Response['channel']; at: string; new: boolean }
  | { id: 'responses'; count: number }
  | { id: 'lifted'; at: string }
  /** `n` calls were made, the last of them at `at`; `outcome`: its label, '' for a promise. */
  | { id: 'tried'; n: number; outcome: string; at: string }
  | { id: 'followUp'; route: RouteId }
  /** Decided, but the route asks for these. */
  | { id: 'consent'; route: RouteId; for: readonly Consent['for'][] }
  /** The last receiver's: `note` may be ''. */
  | { id: 'returned'; channel: HandOffChannel; reason: ReturnReason; note: string; at: string }
  | { id: 'putOff'; until: string; reason: string }
  | { id: 'wasPutOff'; reason: string }
  | { id: 'opens'; at: string }
  | { id: 'clear'; route: RouteId }
  | { id: 'closed'; because: (Work & { do: 'close' })['reason']; at: string }

interface Ground {
  work: Work
  decision: Decision
  contact: Contact | null
  policy: Policy
  /** ISO instant. */
  now: string
}

/** Why this lead, why again: the clauses of one line, the weightiest first. */
export function whyThisLead(lead: Lead, { work, decision, contact, policy, now }: Ground): Why[] {
  const last = lead.calls.findLast((c) => c.disposition !== null)
  if (work.do === 'wrapUp') {
    const call = lead.calls.find((c) => c.id === work.call)
    if (!call) return []
    // Why it was made: the lead as it was before.
    const before = { ...lead, calls: lead.calls.filter((c) => c !== call) }
    const then = { work: workOf(before, decision, policy, now), decision, contact: null, policy, now }
    return [...whyThisLead(before, then), { id: 'callWithoutOutcome', at: beginOf(call) }]
  }
  if (work.do === 'close')
    return [
      { id: 'closed', because: work.reason, at: endedAt(lead, work.reason, last) },
      ...tries(lead, last, policy),
    ]
  if (work.do === 'handOff') return [{ id: 'clear', route: work.route }, ...responses(lead)]
  const why =
    work.do === 'callback'
      ? promised(lead, work.callback)
      : work.why === 'returned'
        ? sentBack(lead, policy)
        : due(lead, last, decision.route, work)
  return [
    ...why,
    ...(work.do === 'call' && work.why === 'consent' ? toAsk(lead, policy, decision.route) : []),
    ...tries(lead, last, policy),
    ...putOff(lead, work.due, now),
    ...opening(contact, work, now),
    ...(work.do === 'callback' ? noteOf(lead, work.callback) : []),
  ]
}

function promised(lead: Lead, id: string): Why[] {
  const callback = lead.callbacks.find((c) => c.id === id)
  if (!callback) return []
  const { at, whose, agent } = callback
  return [{ id: 'callback', at, whose, agent }]
}

const noteOf = (lead: Lead, id: string): Why[] => {
  const text = lead.callbacks.find((c) => c.id === id)?.note.trim() ?? ''
  return text === '' ? [] : [{ id: 'note', text }]
}

function sentBack(lead: Lead, policy: Policy): Why[] {
  const last = lead.returns.at(-1)
  if (!last) return []
  const { route, reason, note, stamp } = last
  return [{ id: 'returned', channel: policy.routes[route].channel, reason, note, at: instantOf(stamp) }]
}

function due(lead: Lead, last: Call | undefined, route: RouteId, work: Work & { do: 'call' }): Why[] {
  const since = waitsSince(lead, last)
  const followUp: Why[] = work.why === 'followUp' ? [{ id: 'followUp', route }] : []
  if (since === '') return followUp
  if (last && doNotCallLifts(lead).some((f) => instantOf(f.stamp) === since))
    return [{ id: 'lifted', at: since }, ...followUp]
  const response = last ? lead.responses.find((r) => r.at === since) : latest(lead)
  const responded: Why[] = response
    ? [{ id: 'responded', channel: response.channel, at: timeOf(response), new: !last }]
    : []
  return [...responded, ...followUp, ...(last ? [] : responses(lead))]
}

const toAsk = (lead: Lead, policy: Policy, route: RouteId): Why[] => [
  { id: 'consent', route, for: lackingConsents(lead, policy, route).map((c) => c.for) },
]

const responses = (lead: Lead): Why[] =>
  lead.responses.length > 1 ? [{ id: 'responses', count: lead.responses.length }] : []

function tries(lead: Lead, last: Call | undefined, policy: Policy): Why[] {
  if (!last) return []
  // That a call back was promised says the promise itself.
  const outcome = last.disposition === CALL_BACK ? '' : labelOf(policy, last.disposition)
  return [{ id: 'tried', n: lead.calls.length, outcome, at: beginOf(last) }]
}

/** A skip that still runs, or one that nothing has been done since. */
function putOff(lead: Lead, due: string, now: string): Why[] {
  const { skip } = lead
  if (!skip || skip.stamp < (lead.calls.at(-1)?.since ?? '')) return []
  if (skip.until > now)
    return skip.until === due ? [{ id: 'putOff', until: skip.until, reason: skip.reason }] : []
  // One that ended when it was written was taken back.
  return skip.until <= instantOf(skip.stamp) ? [] : [{ id: 'wasPutOff', reason: skip.reason }]
}

/** Said only where the rules of contact put the call off, not where the work itself is for later. */
function opening(contact: Contact | null, work: Work & { do: 'call' | 'callback' }, now: string): Why[] {
  const at = contact && opensFrom(contact, now)
  const due = work.do === 'call' && work.deadline ? now : work.due
  return at && at > now && at > due ? [{ id: 'opens', at }] : []
}

function endedAt(lead: Lead, because: (Work & { do: 'close' })['reason'], last: Call | undefined): string {
  const given = lead.doNotCall.given.at(-1)
  if (because === 'doNotCall' && given) return instantOf(given.stamp)
  return because !== 'invalid' && last ? finishOf(last) : ''
}

const latest = (lead: Lead): Response | undefined =>
  lead.responses.reduce<Response | undefined>((a, b) => (a && timeOf(a) > timeOf(b) ? a : b), undefined)

const timeOf = (r: Response): string => r.at ?? instantOf(r.stamp)
const beginOf = (call: Call): string => call.startedAt || instantOf(call.since)
const labelOf = (policy: Policy, id: string | null): string =>
  policy.dispositions.find((d) => d.id === id)?.label ?? id ?? ''
