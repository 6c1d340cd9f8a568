import { List } from '../../db/memory/list.ts'

/** Where one item is in a list, kept while that changes: only pieces that are new are looked into. */
export class KeptPlace<T extends { id: string }> {
  #id: string | null = null
  #list = new List<T>([])
  #place = -1

  /** -1: it is not in the list. @param item as it is now; the list may have it as it was */
  of(list: List<T>, item: T | undefined): number {
    if (item === undefined) return -1
    if (list === this.#list && item.id === this.#id) return this.#place
    this.#place = item.id === this.#id ? followed(this.#list, this.#place, list, item) : placeOf(item, list)
    this.#id = item.id
    this.#list = list
    return this.#place
  }
}

/**
 * The place of an item in a list, which changes made of the one before: only pieces that are new are looked into. -1: it is not in it.
 * @param place in the one before; -1: it was not in it
 */
export function followed<T extends { id: string }>(
  before: List<T>,
  place: number,
  list: List<T>,
  { id }: T,
): number {
  const known = new Set(before.pieces)
  const its = place < 0 ? null : before.pieces[before.pieceOf(place).n]
  let start = 0
  for (const piece of list.pieces) {
    const at = known.has(piece) && piece !== its ? -1 : piece.findIndex((other) => other.id === id)
    if (at >= 0) return start + at
    start += piece.length
  }
  return -1
}

/** The place of an item; where it has changed since the list was made, of what it was. -1: it is not in it. */
export function placeOf<T extends { id: string }>(item: T | undefined, list: List<T>): number {
  if (!item) return -1
  const place = list.indexOf(item)
  return place >= 0 ? place : list.findIndex(({ id }) => id === item.id)
}
