import type { RouteId } from '../lead/route.ts'

/** What is to be done with a lead now: the same answer on the desk, which orders its queue by it, and at central, which hands off by it. */
export type Work =
  /** A call runs or its outcome was never given. */
  | { do: 'wrapUp'; call: string }
  /** A callback was promised for `due`. */
  | { do: 'callback'; due: string; callback: string }
  /** To be called from `due` on. */
  | { do: 'call'; due: string; why: 'new' | 'again' | 'followUp' }
  /** Its way is clear: central hands it to the route's channel. */
  | { do: 'handOff'; route: RouteId }
  /** Nobody works it any more. 'unreached': the attempts of a follow-up are used up. */
  | { do: 'close'; reason: 'doNotCall' | 'unworkable' | 'completed' | 'unreached' }
