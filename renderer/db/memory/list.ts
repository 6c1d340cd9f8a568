/** So many items lie in a piece at most: what a change costs a copy of. */
export const PIECE = 256

/**
 * A list that never changes. One made of it by a change shares all pieces with it but those that the change is in: what two lists have
 * apart is seen without looking at all items.
 */
export class List<T> implements Iterable<T> {
  readonly length: number
  /** None of them empty. */
  readonly pieces: readonly (readonly T[])[]
  /** The place of each piece's first item. */
  readonly #starts: readonly number[]

  constructor(pieces: readonly (readonly T[])[]) {
    const starts: number[] = []
    let length = 0
    for (const piece of pieces) {
      starts.push(length)
      length += piece.length
    }
    this.pieces = pieces
    this.length = length
    this.#starts = starts
  }

  static of<T>(items: readonly T[]): List<T> {
    const pieces: (readonly T[])[] = []
    for (let from = 0; from < items.length; from += PIECE) pieces.push(items.slice(from, from + PIECE))
    return new List(pieces)
  }

  at(place: number): T | undefined {
    if (place < 0 || place >= this.length) return undefined
    const n = this.#pieceAt(place)
    return this.pieces[n]![place - this.#starts[n]!]
  }

  *[Symbol.iterator](): Generator<T, void> {
    for (const piece of this.pieces) yield* piece
  }

  toArray(): T[] {
    return ([] as T[]).concat(...this.pieces)
  }

  slice(from: number, to: number): T[] {
    const found: T[] = []
    const end = Math.min(to, this.length)
    for (let place = Math.max(0, from); place < end; ) {
      const n = this.#pieceAt(place)
      const start = this.#starts[n]!
      const piece = this.pieces[n]!
      found.push(...piece.slice(place - start, end - start))
      place = start + piece.length
    }
    return found
  }

  /** -1: it is not among them. */
  indexOf(item: T): number {
    for (let n = 0; n < this.pieces.length; n++) {
      const at = this.pieces[n]!.indexOf(item)
      if (at >= 0) return this.#starts[n]! + at
    }
    return -1
  }

  /** -1: there is none. */
  findIndex(test: (item: T) => boolean): number {
    for (let n = 0; n < this.pieces.length; n++) {
      const at = this.pieces[n]!.findIndex(test)
      if (at >= 0) return this.#starts[n]! + at
    }
    return -1
  }

  /** The first one, from a place on, that passes. */
  find(test: (item: T) => boolean, from = 0): T | undefined {
    for (let n = from > 0 ? this.#pieceAt(from) : 0; n < this.pieces.length; n++) {
      const skipped = Math.max(0, from - this.#starts[n]!)
      const found = (skipped > 0 ? this.pieces[n]!.slice(skipped) : this.pieces[n]!).find(test)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** Without the item at a place. */
  without(place: number): List<T> {
    const n = this.#pieceAt(place)
    const piece = this.pieces[n]!.toSpliced(place - this.#starts[n]!, 1)
    return new List(this.pieces.toSpliced(n, 1, ...(piece.length > 0 ? [piece] : [])))
  }

  /** With another item at a place, before the one that is there. */
  inserted(place: number, item: T): List<T> {
    if (this.length === 0) return new List([[item]])
    const n = this.#pieceAt(Math.min(place, this.length - 1))
    const piece = this.pieces[n]!.toSpliced(place - this.#starts[n]!, 0, item)
    const half = piece.length >>> 1
    const fresh = piece.length > PIECE ? [piece.slice(0, half), piece.slice(half)] : [piece]
    return new List(this.pieces.toSpliced(n, 1, ...fresh))
  }

  /** The piece that has a place, and where in it. */
  pieceOf(place: number): { n: number; at: number } {
    const n = this.#pieceAt(place)
    return { n, at: place - this.#starts[n]! }
  }

  #pieceAt(place: number): number {
    let [low, high] = [0, this.#starts.length - 1]
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      if (this.#starts[middle]! <= place) low = middle
      else high = middle - 1
    }
    return low
  }
}
