import { isPastDue } from '../../../shared/policy/work.ts'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { untilOf } from '../../flow/lists/kept-filter.ts'
import { KeptPieces } from '../../flow/lists/kept-pieces.ts'
import type { Steps } from '../../flow/lists/steps.ts'
import { callbacksToday, PAST_DUE } from '../../flow/queue-filter.ts'
import { POOL } from './reassign/draft.ts'

export interface OwnCounts {
  open: number
  callbacksToday: number
  pastDue: number
}

export interface OpenFigures {
  /** Leads that nobody has called yet. */
  waiting: number
  /** When the first of them was captured (ISO instant); `at` where there is none. */
  since: string
  /** Since when the first that is past due is (ISO instant); `at` where none is. */
  late: string
  /** By their owners' ids, the pool by its own. */
  byOwner: ReadonlyMap<string, OwnCounts>
}

/** What is to be known of the open leads on this machine, kept while some of them change and time goes by. */
export class KeptFigures {
  readonly #pieces: KeptPieces<LeadRow, OpenFigures>

  constructor() {
    const looks = [PAST_DUE, callbacksToday()]
    this.#pieces = new KeptPieces((piece, at) => ({
      result: figuresOf(piece, at),
      until: looks.map((look) => untilOf(piece, look, at)).reduce((a, b) => (a < b ? a : b)),
    }))
  }

  /** @param at ISO instant */
  *of(open: List<LeadRow>, at: string): Steps<OpenFigures> {
    const byOwner = new Map<string, OwnCounts>()
    const all = { waiting: 0, since: at, late: at, byOwner }
    for (const piece of yield* this.#pieces.of(open, at)) {
      all.waiting += piece.waiting
      if (piece.since < all.since) all.since = piece.since
      if (piece.late < all.late) all.late = piece.late
      for (const [owner, counts] of piece.byOwner) {
        const own = countsOf(byOwner, owner)
        own.open += counts.open
        own.callbacksToday += counts.callbacksToday
        own.pastDue += counts.pastDue
      }
    }
    return all
  }
}

/** Days are those of this machine; of callbacks only those of this day, as central counts them. */
function figuresOf(leads: readonly LeadRow[], at: string): OpenFigures {
  const byOwner = new Map<string, OwnCounts>()
  const figures = { waiting: 0, since: at, late: at, byOwner }
  const midnight = new Date(new Date(at).setHours(0, 0, 0, 0)).toISOString()
  const isToday = callbacksToday()
  for (const lead of leads) {
    const { work, due, capturedAt } = lead
    const own = countsOf(byOwner, lead.owner ?? POOL)
    own.open++
    if (work.do === 'call' && work.why === 'new') {
      figures.waiting++
      if (capturedAt < figures.since) figures.since = capturedAt
    }
    if (isToday.passes(lead, at) && due >= midnight) own.callbacksToday++
    if (!isPastDue(work, at)) continue
    own.pastDue++
    if (due < figures.late) figures.late = due
  }
  return figures
}

function countsOf(byOwner: Map<string, OwnCounts>, owner: string): OwnCounts {
  const known = byOwner.get(owner)
  if (known) return known
  const fresh = { open: 0, callbacksToday: 0, pastDue: 0 }
  byOwner.set(owner, fresh)
  return fresh
}
