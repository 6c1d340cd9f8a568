import { compareFacts, type Fact, type Response } from '../lead/lead.ts'
import { instantOf } from './instant.ts'

/**
 * The joins that a lead is folded with. Each is commutative, associative and idempotent, which is what makes the fold independent of
 * order, batching and repetition. None changes its arguments.
 */

type Order<T> = (a: T, b: T) => number

/**
 * A set of facts by event id, in the given order. Of two stamps for one event the smaller stays: that is the effective one.
 */
export function addFact<T extends Fact>(list: T[], fact: T, order: Order<T> = compareFacts): T[] {
  if (list.length === 0) return [fact]
  const known = list.find((f) => f.event === fact.event)
  if (known && known.stamp <= fact.stamp) return list
  const others = known ? list.filter((f) => f !== known) : list
  return [...others, fact].sort(order)
}

/** Things by their own id, each standing as its latest fact says. */
export function putLatest<T extends Fact & { id: string }>(list: T[], item: T): T[] {
  const known = list.find((x) => x.id === item.id)
  return known && known === latest(known, item) ? list : replace(list, item)
}

/** Puts `item` in the place of the one with its id. Shells share an empty stamp, so the id is the last word on order. */
export function replace<T extends Fact & { id: string }>(list: T[], item: T): T[] {
  return [...list.filter((x) => x.id !== item.id), item].sort(
    (a, b) => compareFacts(a, b) || (a.id < b.id ? -1 : 1),
  )
}

/** The later of two facts. */
export function latest<T extends Fact>(known: T | null, fact: T): T {
  return known && compareFacts(known, fact) >= 0 ? known : fact
}

/** The later of two facts that may both be missing. */
export function latestOf<T extends Fact>(a: T | null, b: T | null): T | null {
  return b === null ? a : latest(a, b)
}

/** When a lead with these responses was captured (ISO instant); '' without any. */
export function capturedAt(responses: readonly Response[]): string {
  const dated = responses.flatMap((r) => r.at ?? []).sort()
  return dated[0] ?? (responses[0] ? instantOf(responses[0].stamp) : '')
}
