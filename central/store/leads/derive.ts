import type { WorkingCalendar } from '../../../shared/calendar/calendar.ts'
import type { LeadEvent } from '../../../shared/events/event.ts'
import type { Lead } from '../../../shared/lead/lead.ts'
import type { HandOffChannel, RouteId } from '../../../shared/lead/route.ts'
import { decide } from '../../../shared/policy/decide.ts'
import type { Decision } from '../../../shared/policy/decision.ts'
import { becauseOf } from '../../../shared/policy/explain.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import { lateFrom, type Work } from '../../../shared/policy/work.ts'
import { dueOf, workOf } from '../../../shared/policy/work-of.ts'
import type { Stage } from '../../../shared/sync/protocol.ts'
import { awayOf } from './away.ts'
import type { EarlierHandOffs } from './hand-offs.ts'
import type { PolicyInForce } from './policies.ts'

/** What central makes of a lead, combined of its parts: never merged, always computed anew. */
export interface Derived {
  decision: Decision
  work: Work
  stage: Stage
  due: string | null
  notBefore: string | null
  /** Past due from then on. */
  lateFrom: string | null
  /** A channel is to get the lead, by this rule: its place in the policy's order (null: the route was set by hand) and its words. */
  handOff: { route: RouteId; channel: HandOffChannel; rule: { index: number | null; text: string } } | null
  /** Hand-offs that end by this: the lead has a better route than the one it waits on. */
  withdrawn: string[]
  /** The lead goes back to the pool: its next call was promised by anyone. */
  toPool: boolean
  policyVersion: number
  asOf: string
}

/** @param calendar the owner's; null: there is none */
export function derive(
  lead: Lead,
  earlier: EarlierHandOffs,
  events: readonly LeadEvent[],
  { policy, compiled }: PolicyInForce,
  now: number,
  calendar: WorkingCalendar | null,
): Derived {
  const iso = new Date(now).toISOString()
  const asOf = iso.slice(0, 10)
  const decision = decide(compiled, lead, asOf)
  const work = workOf(lead, decision, policy, iso, calendar)
  const due = dueOf(work) || null
  const { left, withdrawn } = awayOf(lead, earlier, decision, work, events)
  const handOff = left ? null : handOffOf(decision, work, earlier.last, policy)
  return {
    decision,
    work,
    stage: stageOf(left, work),
    due,
    // A deadline may be met at any time before it; another try and a promised call have to wait.
    notBefore: work.do === 'call' && work.deadline ? null : due,
    lateFrom: lateFromOf(lead, decision, policy, work, due, calendar),
    handOff: handOff && {
      ...handOff,
      rule: { index: decision.rule, text: becauseOf(compiled, lead, decision) },
    },
    withdrawn,
    toPool: work.do === 'callback' && isForAnyone(lead, work.callback) && events.some(endsTurn),
    policyVersion: policy.version,
    asOf,
  }
}

/** A skip hides a deadline for as long as it lasts: the work as it will be then tells whether there is one. */
function lateFromOf(
  lead: Lead,
  decision: Decision,
  policy: Policy,
  work: Work,
  due: string | null,
  calendar: WorkingCalendar | null,
): string | null {
  const skippedUntil = lead.skip?.until === due ? due : null
  const then = skippedUntil === null ? work : workOf(lead, decision, policy, skippedUntil, calendar)
  return lateFrom(then) === '' ? null : due
}

/** A lead that is with a channel stays there; a closed one comes back when there is work again. */
function stageOf(left: boolean, work: Work): Stage {
  if (left || work.do === 'handOff') return 'handedOff'
  return work.do === 'close' ? 'closed' : 'open'
}

/** The call center's own leads stay in the queue, and are handed to it once for each time they get the route. */
function handOffOf(
  decision: Decision,
  work: Work,
  last: RouteId | null,
  policy: Policy,
): { route: RouteId; channel: HandOffChannel } | null {
  const route = work.do === 'handOff' ? work.route : decision.route
  const { channel } = policy.routes[route]
  if (work.do === 'handOff') return { route, channel }
  const follows = work.do === 'call' || work.do === 'callback'
  const isNew = route !== 'needInfo' && channel === 'callCenter' && route !== last
  return follows && isNew ? { route, channel } : null
}

const isForAnyone = (lead: Lead, callback: string): boolean =>
  lead.callbacks.find((c) => c.id === callback)?.whose === 'anyone'

const endsTurn = (e: LeadEvent): boolean => e.type === 'call.finished' || e.type === 'callback.scheduled'
