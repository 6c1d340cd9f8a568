/** What rows are put together by. Keep it stable: rows are grouped anew when it changes. */
export interface Grouping<T> {
  /** Of the column that shows the same, if there is one: sorted by it, the groups stand in its order. */
  id: string
  label: string
  keyOf(row: T): string
  nameOf(key: string): string
  /** Of two groups' keys, as for sorting. */
  compare(a: string, b: string): number
}

/** Rows with the same key, in the order they came in. */
export class RowGroup<T> {
  readonly key: string
  readonly rows: T[] = []

  constructor(key: string) {
    this.key = key
  }
}

/** A line of a table is a row, or the header of a group. */
export type TableLine<T> = T | RowGroup<T>

/** Groups in the order of their first rows. */
export function groupRows<T>(rows: readonly T[], keyOf: (row: T) => string): RowGroup<T>[] {
  const groups = new Map<string, RowGroup<T>>()
  for (const row of rows) {
    const key = keyOf(row)
    let group = groups.get(key)
    if (!group) {
      group = new RowGroup(key)
      groups.set(key, group)
    }
    group.rows.push(row)
  }
  return [...groups.values()]
}

/** Each group's header, with its rows below it where the group is unfolded. @param unfolded keys of groups */
export function linesOf<T>(groups: readonly RowGroup<T>[], unfolded: ReadonlySet<string>): TableLine<T>[] {
  const lines: TableLine<T>[] = []
  for (const group of groups) {
    lines.push(group)
    if (unfolded.has(group.key)) for (const row of group.rows) lines.push(row)
  }
  return lines
}

/** The rows that are meant by some lines: a header among others stands for its rows only while they are folded away. */
export function rowsOf<T>(lines: readonly TableLine<T>[], unfolded: ReadonlySet<string>): T[] {
  const rows: T[] = []
  for (const line of lines) {
    if (!(line instanceof RowGroup)) rows.push(line)
    else if (lines.length === 1 || !unfolded.has(line.key)) for (const row of line.rows) rows.push(row)
  }
  return rows
}

/** How many of a group's rows are chosen. */
export function chosenIn<T extends { id: string }>(group: RowGroup<T>, picked: ReadonlySet<string>): number {
  if (picked.size === 0) return 0
  let chosen = 0
  for (const row of group.rows) if (picked.has(row.id)) chosen++
  return chosen
}

/** The place of the header that the line there belongs to. */
export const headerOf = (lines: readonly unknown[], below: number): number =>
  lines.findLastIndex((line, i) => i < below && line instanceof RowGroup)
