import type { Condition, Policy } from '../policy.ts'

/** The policy with its rules' scores replaced. */
export function withThresholds(policy: Policy, moved: (score: number) => number): Policy {
  return { ...policy, rules: policy.rules.map((r) => ({ ...r, when: move(r.when, moved) })) }
}

function move(when: Condition, moved: (score: number) => number): Condition {
  if ('all' in when) return { all: when.all.map((c) => move(c, moved)) }
  if ('any' in when) return { any: when.any.map((c) => move(c, moved)) }
  if ('not' in when) return { not: move(when.not, moved) }
  if (!('score' in when)) return when
  const { min, max } = when.score
  return {
    score: {
      ...(min === undefined ? {} : { min: moved(min) }),
      ...(max === undefined ? {} : { max: moved(max) }),
    },
  }
}

/**
 * The whole score that as many leads reach by the new scores as reached `score` by the old ones. Beyond the leads' scores it moves as
 * their ends do.
 */
export function sameShare(score: number, before: Float64Array, after: Float64Array): number {
  const [old, now] = [before.slice().sort(), after.slice().sort()]
  const below = old.filter((s) => s < score).length
  if (below === 0) return Math.round(now[0]! + score - old[0]!)
  if (below === old.length) return Math.round(now.at(-1)! + score - old.at(-1)!)
  return Math.round(now[below]!)
}
