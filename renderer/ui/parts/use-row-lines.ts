import { useCallback, useEffect, useMemo, useState } from 'react'
import { finished } from '../../flow/lists/steps.ts'
import { inIdleTime } from './in-idle-time.ts'
import { RowFilter } from './row-filter.ts'
import { type Grouping, groupRows, linesOf, type RowGroup, type TableLine } from './row-groups.ts'
import { RowOrder } from './row-order.ts'
import type { RowColumn } from './row-table.tsx'
import { useSteps } from './use-steps.ts'

export interface Sorting {
  /** Of the column. */
  id: string
  descending: boolean
}

interface What<T> {
  rows: readonly T[]
  columns: readonly RowColumn<T>[]
  searchOf(row: T): string
  sorting: Sorting | null
  search: string
  grouping: Grouping<T> | null
  unfolded: ReadonlySet<string>
}

interface Lines<T> {
  /** The rows that the filter lets through, folded away or not, in order. */
  list: readonly T[]
  /** Null: not grouped. */
  groups: readonly RowGroup<T>[] | null
  lines: readonly TableLine<T>[]
}

/** What a table shows: its rows sorted, then filtered, then grouped. Each step is taken again only when something before it changed. */
export function useRowLines<T extends { id: string }>(what: What<T>): Lines<T> {
  const { rows, columns, searchOf, sorting, search, grouping, unfolded } = what
  const [order] = useState(() => new RowOrder<T>())
  const [filter] = useState(() => new RowFilter<T>())
  useEffect(() => inIdleTime(order.learn(rows, columns)), [order, rows, columns])
  const known = useSteps(
    useCallback(() => {
      const by = sorting && columns.find((c) => c.id === sorting.id)
      return by ? order.steps(rows, { ...sorting, value: by.value, besides: by.besides }) : finished(rows)
    }, [order, rows, columns, sorting]),
  )
  const sorted = known ?? rows
  useEffect(() => inIdleTime(filter.learn(sorted, searchOf)), [filter, sorted, searchOf])
  const list = useMemo(() => filter.filtered(sorted, search, searchOf), [filter, sorted, search, searchOf])
  const inOrder = grouping !== null && sorting?.id === grouping.id
  const groups = useMemo(() => {
    if (!grouping) return null
    const found = groupRows(list, grouping.keyOf)
    return inOrder ? found : found.sort((a, b) => grouping.compare(a.key, b.key))
  }, [list, grouping, inOrder])
  const lines = useMemo(() => (groups ? linesOf(groups, unfolded) : list), [groups, unfolded, list])
  return { list, groups, lines }
}
