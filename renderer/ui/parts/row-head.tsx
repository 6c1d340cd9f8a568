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

const wayOf = ({ descending }: Sorting) => (descending ? 'desc' : 'asc')

/** The columns' names: a click sorts. */
export function RowHead<T>({ columns, tracks, marks, scrolls, sorting, onSort }: Props<T>) {
  const t = useT()
  const sort = ({ id, numeric, comes }: RowColumn<T>) => {
    // Numbers are looked at from the greatest down, the order that rows come in is turned round; a third time takes the order away.
    const first = comes ? comes === 'asc' : (numeric ?? false)
    if (sorting?.id !== id) onSort({ id, descending: first })
    else onSort(sorting.descending === first && !comes ? { id, descending: !first } : null)
  }
  return (
    <div className={css.head} data-scrolls={scrolls || undefined} style={{ gridTemplateColumns: tracks }}>
      {marks && <span />}
      {columns.map((column) => {
        const state = sorting ? (sorting.id === column.id ? wayOf(sorting) : null) : column.comes
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
