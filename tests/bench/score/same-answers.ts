import { type Scores, STATES } from '../../../shared/policy/score-all.ts'

const COMPARED = ['low', 'high', 'expected', 'possible', 'state', 'route'] as const

/** The first rows at which two ways of scoring differ, in words; empty when they agree. */
export function differences(a: Scores, b: Scores): string[] {
  const found: string[] = []
  for (let i = 0; i < a.low.length && found.length < 5; i++) {
    if (COMPARED.every((column) => a[column][i] === b[column][i])) continue
    const show = (s: Scores) => `${COMPARED.map((c) => s[c][i]).join(' ')} ${STATES[s.state[i]!]}`
    found.push(`row ${i}: ${show(a)} / ${show(b)}`)
  }
  return found
}
