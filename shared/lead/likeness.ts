import { type Reason, reasonsOf } from './likeness/reasons.ts'
import { type Signals, signalsOf } from './likeness/signals.ts'
import type { Subject } from './likeness/subject.ts'

export { blockingKeys } from './likeness/blocking.ts'
export type { Reason } from './likeness/reasons.ts'
export { SUBJECT_FIELDS, type Subject, subjectOf } from './likeness/subject.ts'

export interface Likeness {
  /** 'same': an exact key and the name agree. 'likely': a person has to look. 'different': too little agrees, or something tells them apart. */
  verdict: 'same' | 'likely' | 'different'
  /** 0 to 1, to sort by: 1 for 'same', above a half for 'likely', below for 'different'. */
  score: number
  reasons: Reason[]
}

/** Whether two subjects are one person, and what speaks for and against it. Symmetric in verdict, score and the reasons' ids. */
export function compareSubjects(a: Subject, b: Subject): Likeness {
  const signals = signalsOf(a, b)
  const verdict = verdictOf(signals)
  return { verdict, score: scoreOf(signals, verdict), reasons: reasonsOf(signals, a, b) }
}

/** Whether a person has to look at two subjects: the same as a verdict other than 'different', without the words. */
export const mayBeOne = (a: Subject, b: Subject): boolean => verdictOf(signalsOf(a, b)) !== 'different'

function verdictOf(s: Signals): Likeness['verdict'] {
  if (s.generation === 'different') return 'different'
  const strong = s.name === 'equal' || s.name === 'swapped' || s.name === 'compatible'
  if (s.email === 'equal') {
    if (strong) return 'same'
    if (s.name === 'different') return s.given && !s.roleAddress ? 'likely' : 'different'
    return s.name !== 'similar' && !s.roleAddress ? 'same' : 'likely'
  }
  if (s.name === 'different') return 'different'
  const oneName = (s.name === 'equal' || s.name === 'swapped') && s.generation === 'equal'
  if (s.phone === 'equal') return oneName ? 'same' : 'likely'
  if (s.name === 'unknown') return 'different'
  const together = s.company === 'equal' || s.domain === 'equal'
  return together || (strong && meetsElsewhere(s)) ? 'likely' : 'different'
}

/** What, with a name that agrees, makes one person likely beside the company itself. */
function meetsElsewhere(s: Signals): boolean {
  if (s.email === 'slip' || s.company === 'similar') return true
  if (s.country === 'different') return false
  return s.company === 'contained' || (s.postalCode === 'equal' && s.company !== 'different')
}

const NAME: Record<Signals['name'], number> = {
  equal: 0.4,
  swapped: 0.35,
  compatible: 0.3,
  similar: 0.2,
  partial: 0.15,
  unknown: 0.05,
  different: 0,
}
const COMPANY: Record<Signals['company'], number> = {
  equal: 0.2,
  similar: 0.15,
  contained: 0.1,
  unknown: 0,
  different: -0.1,
}

function scoreOf(s: Signals, verdict: Likeness['verdict']): number {
  if (verdict === 'same') return 1
  const points =
    NAME[s.name] +
    COMPANY[s.company] +
    (s.email === 'equal' ? 0.4 : s.email === 'slip' ? 0.3 : s.email === 'different' ? -0.05 : 0) +
    (s.phone === 'equal' ? 0.3 : s.phone === 'different' ? -0.05 : 0) +
    (s.domain === 'equal' ? 0.15 : 0) +
    (s.postalCode === 'equal' ? 0.1 : 0) +
    (s.country === 'different' ? -0.1 : 0)
  const [least, most] = verdict === 'likely' ? [0.51, 0.99] : [0, 0.49]
  return (
    Math.round(Math.min(most, Math.max(least, verdict === 'likely' ? 0.2 + points : points / 2)) * 100) / 100
  )
}
