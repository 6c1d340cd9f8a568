import { differenceOfArrays } from '../../flow/lists/difference.ts'
import { merge } from '../../flow/lists/merge.ts'
import { STEP, type Steps } from '../../flow/lists/steps.ts'
import { compareValues, Ranks, type Value } from './ranks.ts'

/** What rows are sorted by. */
export interface SortedBy<T> {
  /** Of the column. */
  id: string
  descending: boolean
  /** Of the row alone, or of `besides` too: the same row has the same value for as long as it is in memory. */
  value(row: T): Value
  /** What `value` looks at besides the row: when it is another one all is sorted anew. */
  besides?: unknown
}

type Column<T> = Pick<SortedBy<T>, 'id' | 'value' | 'besides'>

/** So many new rows are put in their places one by one. */
const FEW = 500

/**
 * Puts rows in order, and keeps them in it when some of them change: only what is new is sorted. Texts are compared without case and
 * accents; equal rows keep their order.
 */
export class RowOrder<T extends object> {
  #learned = new Map<string, Learned<T>>()
  #by: SortedBy<T> | null = null
  #from: readonly T[] = []
  #sorted: readonly T[] = []

  #of({ id }: Column<T>): Learned<T> {
    const learned = this.#learned.get(id) ?? new Learned()
    this.#learned.set(id, learned)
    return learned
  }

  /** The same array while nothing changed; given up before its end, it has changed nothing. */
  *steps(rows: readonly T[], by: SortedBy<T>): Steps<readonly T[]> {
    const before = this.#by
    const isSame =
      before?.id === by.id && before.besides === by.besides && before.descending === by.descending
    if (!isSame) this.#sorted = yield* this.#sortAll(rows, by)
    else if (this.#from !== rows) this.#sorted = yield* this.#followed(rows, by)
    this.#by = by
    this.#from = rows
    return this.#sorted
  }

  /** Ahead of a sort by one of these columns, so that it only sorts numbers. */
  *learn(rows: readonly T[], columns: readonly Column<T>[]): Steps<void> {
    for (const column of columns) yield* this.#of(column).learn(rows, column)
  }

  *#sortAll(rows: readonly T[], by: SortedBy<T>): Steps<T[]> {
    return byRank(rows, ...(yield* this.#of(by).ranksOf(rows, by)), by.descending)
  }

  *#followed(rows: readonly T[], by: SortedBy<T>): Steps<T[]> {
    const { left, came } = yield* differenceOfArrays(this.#from, rows)
    if (came.length > FEW) return yield* this.#sortAll(rows, by)
    const sign = by.descending ? -1 : 1
    const compare = (a: T, b: T) => sign * compareValues(by.value(a), by.value(b))
    const kept = left.size === 0 ? this.#sorted : this.#sorted.filter((row) => !left.has(row))
    return yield* merge(kept, came.sort(compare), compare)
  }
}

/** What is known of a column: the ranks of its values, and of the rows looked at last. */
class Learned<T> {
  #ranks = new Ranks()
  #rows: readonly T[] = []
  #besides: unknown
  #known = new Uint32Array()
  #of = 0

  #isKnown(rows: readonly T[], besides: unknown): boolean {
    return this.#rows === rows && this.#besides === besides && this.#of === this.#ranks.version
  }

  /** Of these rows, and below what the ranks are. */
  *ranksOf(rows: readonly T[], column: Column<T>): Steps<[ranks: Uint32Array, count: number]> {
    // What was learned meanwhile may have come before it.
    while (!this.#isKnown(rows, column.besides)) yield* this.learn(rows, column)
    return [this.#known, this.#ranks.count]
  }

  *learn(rows: readonly T[], { value, besides }: Column<T>): Steps<void> {
    if (this.#isKnown(rows, besides)) return
    yield* this.#ranks.learn(valuesOf(rows, value))
    const { version } = this.#ranks
    const known = new Uint32Array(rows.length)
    for (let i = 0; i < known.length; i++) {
      const rank = this.#ranks.of(value(rows[i]!))
      // Others were taken in instead.
      if (rank === undefined) return
      known[i] = rank
      if (i % STEP === STEP - 1) yield
    }
    if (this.#ranks.version !== version) return
    this.#known = known
    this.#rows = rows
    this.#besides = besides
    this.#of = version
  }
}

function* valuesOf<T>(rows: readonly T[], value: (row: T) => Value): Generator<Value, void> {
  for (const row of rows) yield value(row)
}

/** By counting. @param count ranks are below it */
function byRank<T>(rows: readonly T[], ranks: Uint32Array, count: number, descending: boolean): T[] {
  const last = count - 1
  const next = new Uint32Array(count + 1)
  for (const rank of ranks) next[(descending ? last - rank : rank) + 1]!++
  for (let rank = 1; rank <= count; rank++) next[rank]! += next[rank - 1]!
  const places = new Uint32Array(rows.length)
  for (let i = 0; i < ranks.length; i++) {
    const rank = descending ? last - ranks[i]! : ranks[i]!
    places[next[rank]!++] = i
  }
  const sorted: T[] = []
  for (const place of places) sorted.push(rows[place]!)
  return sorted
}
