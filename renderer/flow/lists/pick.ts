import { STEP, type Steps } from './steps.ts'

/** The items that a test lets through. */
export function* pick<T>(items: readonly T[], test: (item: T) => boolean): Steps<T[]> {
  const picked: T[] = []
  for (let i = 0; i < items.length; i++) {
    if (i % STEP === STEP - 1) yield
    if (test(items[i]!)) picked.push(items[i]!)
  }
  return picked
}

/** How many items each of the tests lets through. */
export function* countEach<T>(
  items: readonly T[],
  tests: readonly ((item: T) => boolean)[],
): Steps<number[]> {
  const counts = tests.map(() => 0)
  for (let i = 0; i < items.length; i++) {
    if (i % STEP === STEP - 1) yield
    for (let n = 0; n < tests.length; n++) if (tests[n]!(items[i]!)) counts[n]!++
  }
  return counts
}
