import { List } from '../../db/memory/list.ts'
import { placeAmong } from './place-among.ts'
import { sameRun } from './same-run.ts'
import { STEP, type Steps } from './steps.ts'

export interface Difference<T> {
  left: Set<T>
  came: T[]
}

/** What makes the second list of the first: pieces that both have are not looked into. */
export function* differenceOf<T>(before: List<T>, after: List<T>): Steps<Difference<T>> {
  const { left, came } = yield* differenceOfArrays(before.pieces, after.pieces)
  return yield* differenceOfArrays(new List([...left]).toArray(), new List(came).toArray())
}

/** The same of arrays; most items stand beside those that they stood beside. */
export function* differenceOfArrays<T>(before: readonly T[], after: readonly T[]): Steps<Difference<T>> {
  const left = new Set<T>()
  const came: T[] = []
  let [from, to] = [0, 0]
  for (let looked = 1; ; looked++) {
    if (looked % STEP === 0) yield
    const run = sameRun(before, from, after, to)
    from += run
    to += run
    if (from >= before.length || to >= after.length) break
    if (placeAmong(after, to + 1, before[from]!) < 0) {
      left.add(before[from++]!)
      if (placeAmong(before, from, after[to]!) >= 0) continue
    }
    came.push(after[to++]!)
  }
  while (from < before.length) {
    if (from % STEP === STEP - 1) yield
    left.add(before[from++]!)
  }
  while (to < after.length) came.push(after[to++]!)
  if (left.size === 0) return { left, came }
  // What only moved is in both.
  const fresh: T[] = []
  for (let i = 0; i < came.length; i++) {
    if (i % STEP === STEP - 1) yield
    if (!left.delete(came[i]!)) fresh.push(came[i]!)
  }
  return { left, came: fresh }
}
