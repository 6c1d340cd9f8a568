import { isPastDue } from '../../../shared/policy/work.ts'
import type { LeadRow } from '../../db/views.ts'
import { STEP, type Steps } from '../../flow/lists/steps.ts'

export interface OpenFigures {
  needInfo: number
  /** Since when the first that is past due is (ISO instant); `at` where none is. */
  late: string
  /** When the next callback is due (ISO instant); null: there is none. */
  next: string | null
}

/** What is to be known of the open leads beside their number. @param at ISO instant */
export function* openFigures(open: readonly LeadRow[], at: string): Steps<OpenFigures> {
  const figures: OpenFigures = { needInfo: 0, late: at, next: null }
  for (let i = 0; i < open.length; i++) {
    if (i % STEP === STEP - 1) yield
    const { route, work, due } = open[i]!
    if (route === 'needInfo') figures.needInfo++
    if (due < figures.late && isPastDue(work, at)) figures.late = due
    if (work.do === 'callback' && (figures.next === null || due < figures.next)) figures.next = due
  }
  return figures
}
