import { describe, expect, it } from 'vitest'
import { answersGiven } from '../../../scripts/evaluate/answers-given.ts'
import { answersOf, deskPolicy } from '../../../scripts/evaluate/desk-policy.ts'
import { deskQuestions } from '../../../scripts/evaluate/desk-questions.ts'
import { seeded } from '../../../shared/policy/fit/random.ts'
import type { OutcomeTable } from '../../../shared/policy/fit/table.ts'

/** Four fields: `echo` tells again what `first` told, `rare` decides but is nearly always 'no', `coin` is chance. */
function table(count: number, seed: number): OutcomeTable {
  const random = seeded(seed)
  const rows = Array.from({ length: count }, () => {
    const first = random() < 0.5 ? 'yes' : 'no'
    const echo = random() < 0.9 ? first : 'no'
    const rare = random() < 0.1 ? 'yes' : 'no'
    const odds = -1 + (first === 'yes' ? 1.5 : -1) + (echo === 'yes' ? 1 : 0) + (rare === 'yes' ? 2 : 0)
    const won = random() < 1 / (1 + Math.exp(-odds)) ? 1 : 0
    return { first, echo, rare, coin: random() < 0.5 ? 'yes' : 'no', won }
  })
  const ids = ['first', 'echo', 'rare', 'coin'] as const
  return {
    count,
    won: Uint8Array.from(rows, (r) => r.won),
    columns: ids.map((id) => ({ id, kind: 'choice', values: rows.map((r) => r[id]) })),
  }
}

const policy = deskPolicy(table(1500, 1), ['first', 'echo', 'rare', 'coin'])
const test = table(200, 2)
const played = deskQuestions(
  policy,
  answersOf(policy, test),
  Int32Array.from({ length: 200 }, (_, i) => i),
)

describe('[QU4] what the desk asks under a policy', () => {
  it('every way ends at the same routes, sooner than by asking everything', () => {
    expect(played.map((p) => p.label)).toHaveLength(4)
    for (const { questions, right } of played) {
      expect(questions).toBeGreaterThan(1)
      expect(questions).toBeLessThan(4)
      expect(right.at(-1)).toBe(1)
      expect([...right].sort((a, b) => a - b)).toEqual(right)
    }
  })

  it('learned probabilities need no more questions than equal ones', () => {
    const [equal, learned] = played
    expect(learned!.questions).toBeLessThanOrEqual(equal!.questions)
  })

  it("probabilities given a lead's answers follow what depends on them, and leave alone what does not", () => {
    const given = answersGiven(policy)
    const field = (id: string) => policy.bins.findIndex((b) => b.id === id)
    const likely = (known: Record<string, string>, id: string) => {
      const classes = policy.bins.map((b) => b.labels.indexOf(known[b.id] ?? ''))
      return given(classes)[field(id)]![policy.bins[field(id)]!.labels.indexOf('yes')]!
    }
    expect(likely({}, 'echo')).toBeCloseTo(
      policy.probability[field('echo')]![policy.bins[field('echo')]!.labels.indexOf('yes')]!,
      9,
    )
    expect(likely({ first: 'yes' }, 'echo')).toBeGreaterThan(0.8)
    expect(likely({ first: 'no' }, 'echo')).toBeLessThan(0.1)
    expect(Math.abs(likely({ first: 'yes' }, 'coin') - likely({}, 'coin'))).toBeLessThan(0.06)
  })
})
