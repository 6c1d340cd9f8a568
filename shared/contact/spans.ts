/** Sorted, disjoint, half-open stretches of numbers. */
export type Span = readonly [from: number, to: number]

/** What lies in both. */
export function intersection(a: readonly Span[], b: readonly Span[]): Span[] {
  const both: Span[] = []
  let i = 0
  let j = 0
  for (let x = a[i], y = b[j]; x && y; x = a[i], y = b[j]) {
    const from = Math.max(x[0], y[0])
    const to = Math.min(x[1], y[1])
    if (from < to) both.push([from, to])
    if (x[1] < y[1]) i++
    else j++
  }
  return both
}

/** The same with neighbours that touch made one. @param spans ascending */
export function joined(spans: readonly Span[]): Span[] {
  const whole: Span[] = []
  for (const span of spans) {
    const last = whole.at(-1)
    if (last && last[1] >= span[0]) whole[whole.length - 1] = [last[0], Math.max(last[1], span[1])]
    else whole.push(span)
  }
  return whole
}
