import type { RouteId } from '../lead/route.ts'

/** What is to be done with a lead now: the same answer on the desk, which orders its queue by it, and at central, which hands off by it. */
export type Work =
  /** A call runs or its outcome was never given. */
  | { do: 'wrapUp'; call: string }
  /** A callback was promised for `due`. */
  | { do: 'callback'; due: string; callback: string }
  /** To be called: with `deadline` by `due` at the latest (nobody has called since the person responded, or since a receiver sent the lead back), else from `due` on. */
  | { do: 'call'; due: string; deadline: boolean; why: 'new' | 'again' | 'followUp' | 'returned' | 'consent' }
  /** Its way is clear: central hands it to the route's channel. */
  | { do: 'handOff'; route: RouteId }
  /** Nobody works it any more. 'unreached': the attempts of a follow-up are used up. 'noConsent': refused, or never got by as many calls. */
  | { do: 'close'; reason: 'doNotCall' | 'invalid' | 'unworkable' | 'completed' | 'unreached' | 'noConsent' }

/** From when the work is late: a promised time, or a deadline (ISO instant); '' when it never is, as a call that may be tried again. */
export function lateFrom(work: Work): string {
  if (work.do === 'callback') return work.due
  return work.do === 'call' && work.deadline ? work.due : ''
}

/** True once the work should have been done. `now`: ISO instant. */
export function isPastDue(work: Work, now: string): boolean {
  const from = lateFrom(work)
  return from !== '' && from < now
}

/** True when the work is only to be done later: a promised time, a recycle delay or a skip that still runs. `now`: ISO instant. */
export function isLater(work: Work, now: string): boolean {
  if (work.do === 'callback') return work.due > now
  return work.do === 'call' && !work.deadline && work.due > now
}
