import { isPastDue } from '../../../shared/policy/work.ts'
import type { List } from '../../db/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { untilOf } from '../../flow/lists/kept-filter.ts'
import { KeptPieces } from '../../flow/lists/kept-pieces.ts'
import type { Steps } from '../../flow/lists/steps.ts'
import { PAST_DUE } from '../../flow/queue-filter.ts'

export interface OpenFigures {
  needInfo: number
  /** Since when the first that is past due is (ISO instant); `at` where none is. */
  late: string
  /** When the next callback is due (ISO instant); null: there is none. */
  next: string | null
}

/** What is to be known of the open leads beside their number, kept while some of them change and time goes by. */
export class KeptFigures {
  readonly #pieces: KeptPieces<LeadRow, OpenFigures>

  constructor() {
    this.#pieces = new KeptPieces((piece, at) => ({
      result: figuresOf(piece, at),
      until: untilOf(piece, PAST_DUE, at),
    }))
  }

  /** @param at ISO instant */
  *of(open: List<LeadRow>, at: string): Steps<OpenFigures> {
    const all: OpenFigures = { needInfo: 0, late: at, next: null }
    for (const { needInfo, late, next } of yield* this.#pieces.of(open, at)) {
      all.needInfo += needInfo
      if (late < all.late) all.late = late
      if (next !== null && (all.next === null || next < all.next)) all.next = next
    }
    return all
  }
}

function figuresOf(leads: readonly LeadRow[], at: string): OpenFigures {
  const figures: OpenFigures = { needInfo: 0, late: at, next: null }
  for (const { route, work, due } of leads) {
    if (route === 'needInfo') figures.needInfo++
    if (due < figures.late && isPastDue(work, at)) figures.late = due
    if (work.do === 'callback' && (figures.next === null || due < figures.next)) figures.next = due
  }
  return figures
}
