/** Somebody that a rule may deal to. */
export interface Candidate {
  id: string
  /** ISO instant from which the person works: now or later; null: not within a year. */
  worksFrom: string | null
  /** How much the person has open, and can have; null: no limit. */
  load: number
  capacity: number | null
  /** When it was the person's turn last, by numbers that rise; 0: never. */
  turn: number
}

/**
 * Who gets the next one; null: nobody has room. Of those who work now, else of those who work next, the one whose turn is longest ago
 * (among equals: each in turn, and who was away gets one on coming back, not all that went by), or the one with the least to do.
 */
export function pick(by: 'roundRobin' | 'leastLoaded', candidates: readonly Candidate[]): Candidate | null {
  const fit = candidates.filter((c) => c.worksFrom !== null && (c.capacity === null || c.load < c.capacity))
  const earliest = fit.reduce((first, c) => (c.worksFrom! < first ? c.worksFrom! : first), '~')
  const first = fit.filter((c) => c.worksFrom === earliest)
  const inTurn = (a: Candidate, b: Candidate) => a.turn - b.turn || (a.id < b.id ? -1 : 1)
  const byLoad = (a: Candidate, b: Candidate) => a.load - b.load || inTurn(a, b)
  return first.sort(by === 'roundRobin' ? inTurn : byLoad)[0] ?? null
}
