/** So many items that come, go or move at one place leave the rest of two lists in step. */
const WINDOW = 8

/** The place of an item among the next few from one on; -1: it is none of them. */
export function placeAmong<T>(items: readonly T[], from: number, item: T): number {
  const end = Math.min(items.length, from + WINDOW)
  for (let i = from; i < end; i++) if (items[i] === item) return i
  return -1
}
