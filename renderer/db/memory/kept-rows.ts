import type { LeadRow } from '../views.ts'
import { List, PIECE } from './list.ts'
import { inSlices } from './slices.ts'
import type { Span } from './span-of.ts'

/** So many are looked at at a stretch. */
const STRETCH = 500
const ALWAYS: Span = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }

/** Rows by id, while each holds, and all of them as a list of which a changed row costs a piece. */
export class KeptRows {
  #places = new Map<string, number>()
  #rows: (LeadRow | undefined)[] = []
  #spans: (Span | undefined)[] = []
  #list: List<LeadRow> | null = null
  #array: readonly LeadRow[] | null = null
  /** Each holds the rows of its places. */
  #pieces: (readonly LeadRow[])[] = []
  /** Those that are out of date. */
  #changed = new Set<number>()
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
    this.#changed.add(Math.floor(place / PIECE))
    this.renew()
  }

  delete(id: string): void {
    const place = this.#places.get(id)
    if (place === undefined) return
    this.#places.delete(id)
    this.#rows[place] = undefined
    this.#spans[place] = undefined
    this.#changed.add(Math.floor(place / PIECE))
    this.renew()
    if (this.#rows.length > 2 * this.#places.size) this.#closeUp()
  }

  /** The same one while nothing changed. */
  list(): List<LeadRow> {
    if (this.#list) return this.#list
    for (const n of this.#changed) {
      const rows = this.#rows.slice(n * PIECE, (n + 1) * PIECE)
      this.#pieces[n] = rows.includes(undefined)
        ? rows.filter((row) => row !== undefined)
        : (rows as LeadRow[])
    }
    this.#changed.clear()
    this.#list = new List(this.#pieces.filter((piece) => piece.length > 0))
    return this.#list
  }

  /** The same of it, and made when it is asked for: a copy of all. */
  array(): readonly LeadRow[] {
    this.#array ??= this.list().toArray()
    return this.#array
  }

  /** The next list is another one. */
  renew(): void {
    this.#list = null
    this.#array = null
  }

  /** Ids of the rows that do not hold at that moment, looked for between other work; ask it once at a time. @param now epoch milliseconds */
  async outdated(now: number): Promise<string[]> {
    if (holdsAt(this.#holds, now)) return []
    const ids: string[] = []
    const breathe = inSlices()
    let looked = 0
    // What is set meanwhile narrows it, too.
    this.#holds = ALWAYS
    for (const [id, place] of this.#places) {
      if (++looked % STRETCH === 0) await breathe()
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
    this.#pieces = []
    for (let n = 0; n * PIECE < rows.length; n++) this.#changed.add(n)
  }
}

const holdsAt = ({ from, until }: Span, now: number): boolean => now >= from && now < until

const common = (a: Span, b: Span): Span =>
  a.from >= b.from && a.until <= b.until
    ? a
    : { from: Math.max(a.from, b.from), until: Math.min(a.until, b.until) }
