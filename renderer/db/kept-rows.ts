import type { Span } from './span-of.ts'
import type { LeadRow } from './views.ts'

const ALWAYS: Span = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }

/** Rows by id, while each holds, and all of them as a list that one changed row costs a copy of. */
export class KeptRows {
  #places = new Map<string, number>()
  #rows: (LeadRow | undefined)[] = []
  #spans: (Span | undefined)[] = []
  #list: readonly LeadRow[] | null = null
  /** Within it all rows hold: a lower bound. */
  #holds = ALWAYS
  /** Most rows hold as long as the one before. */
  #last = ALWAYS

  get size(): number {
    return this.#places.size
  }

  get(id: string): LeadRow | undefined {
    return this.#rows[this.#places.get(id) ?? -1]
  }

  set(id: string, row: LeadRow, span: Span): void {
    let place = this.#places.get(id)
    if (place === undefined) {
      place = this.#rows.length
      this.#places.set(id, place)
    }
    this.#rows[place] = row
    if (span.from !== this.#last.from || span.until !== this.#last.until) this.#last = span
    this.#spans[place] = this.#last
    this.#holds = common(this.#holds, span)
    this.#list = null
  }

  delete(id: string): void {
    const place = this.#places.get(id)
    if (place === undefined) return
    this.#places.delete(id)
    this.#rows[place] = undefined
    this.#spans[place] = undefined
    this.#list = null
    if (this.#rows.length > 2 * this.#places.size) this.#closeUp()
  }

  /** The same array while nothing changed. */
  list(): readonly LeadRow[] {
    this.#list ??=
      this.#rows.length === this.#places.size
        ? (this.#rows.slice() as LeadRow[])
        : this.#rows.filter((row) => row !== undefined)
    return this.#list
  }

  /** The next list is another array. */
  renew(): void {
    this.#list = null
  }

  /** Ids of the rows that do not hold at that moment. @param now epoch milliseconds */
  outdated(now: number): string[] {
    if (holdsAt(this.#holds, now)) return []
    const ids: string[] = []
    this.#holds = ALWAYS
    for (const [id, place] of this.#places) {
      const span = this.#spans[place]!
      this.#holds = common(this.#holds, span)
      if (!holdsAt(span, now)) ids.push(id)
    }
    return ids
  }

  #closeUp(): void {
    const rows: LeadRow[] = []
    const spans: (Span | undefined)[] = []
    for (const [id, place] of this.#places) {
      this.#places.set(id, rows.length)
      rows.push(this.#rows[place]!)
      spans.push(this.#spans[place])
    }
    this.#rows = rows
    this.#spans = spans
  }
}

const holdsAt = ({ from, until }: Span, now: number): boolean => now >= from && now < until

const common = (a: Span, b: Span): Span =>
  a.from >= b.from && a.until <= b.until
    ? a
    : { from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) }
