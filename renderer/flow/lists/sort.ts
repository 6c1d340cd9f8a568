import { merge } from './merge.ts'
import type { Steps } from './steps.ts'

/** So many are sorted in a step. */
const RUN = 1000

/** In order, in a list of its own; equal ones stay as they came. Short lists are sorted, then merged. */
export function* sort<T>(items: readonly T[], compare: (a: T, b: T) => number): Steps<T[]> {
  let runs: T[][] = []
  for (let from = 0; from < items.length; from += RUN) {
    if (from > 0) yield
    runs.push(items.slice(from, from + RUN).sort(compare))
  }
  while (runs.length > 1) {
    const longer: T[][] = []
    for (let i = 0; i < runs.length; i += 2)
      longer.push(runs[i + 1] ? yield* merge(runs[i]!, runs[i + 1]!, compare) : runs[i]!)
    runs = longer
  }
  return runs[0] ?? []
}
