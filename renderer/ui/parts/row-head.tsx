import { useT } from '../context.tsx'
import css from './row-table.module.css'
import type { RowColumn } from './row-table.tsx'
import type { Sorting } from './use-row-lines.ts'

interface Props<T> {
  columns: readonly RowColumn<T>[]
  tracks: string
  /** The lines begin with a box that chooses them. */
  marks: boolean
  /** There are more lines than fit. */
  scrolls: boolean
  sorting: Sorting | null
  onSort(sorting: Sorting | null): void
}

/** The columns' names: a click sorts. */
export function RowHead<T>({ columns, tracks, marks, scrolls, sorting, onSort }: Props<T>) {
  const t = useT()
  const sort = ({ id, numeric }: RowColumn<T>) => {
    // Numbers are looked at from the greatest down; a third time takes the order away.
    const first = numeric ?? false
    if (sorting?.id !== id) onSort({ id, descending: first })
    else onSort(sorting.descending === first ? { id, descending: !first } : null)
  }
  return (
    <div className={css.head} data-scrolls={scrolls || undefined} style={{ gridTemplateColumns: tracks }}>
      {marks && <span />}
      {columns.map((column) => {
        const isDescending =
          sorting?.id === column.id ? sorting.descending : !sorting && column.comesDescending
        const state = isDescending ? 'desc' : sorting?.id === column.id ? 'asc' : null
        return (
          <button
            key={column.id}
            type="button"
            className={`${css.sort} ${column.numeric ? css.num : ''}`}
            aria-label={t('team.sortBy', { column: column.label, state: state ?? t('team.unsorted') })}
            onClick={() => sort(column)}
          >
            {column.label} {state === 'asc' ? '↑' : state === 'desc' ? '↓' : ''}
          </button>
        )
      })}
    </div>
  )
}
