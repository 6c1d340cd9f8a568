import type { Policy } from '../../../shared/policy/policy.ts'
import { type Difference, PARTS, type Part } from './difference.ts'
import { callDifferences } from './of-calls.ts'
import { channelDifferences } from './of-channels.ts'
import { scoreDifferences } from './of-score.ts'
import { ownDifferences, wordDifferences } from './of-words.ts'

const OF: Record<Part, (before: Policy, after: Policy) => Difference[]> = {
  score: scoreDifferences,
  own: ownDifferences,
  channels: channelDifferences,
  calls: callDifferences,
  words: wordDifferences,
}

/** What the one policy has otherwise than the other, by the parts of the editor; parts that are the same are left out. */
export const differencesOf = (before: Policy, after: Policy): { part: Part; list: Difference[] }[] =>
  PARTS.map((part) => ({ part, list: OF[part](before, after) })).filter(({ list }) => list.length > 0)
