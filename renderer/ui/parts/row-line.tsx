import { type MouseEvent, memo, type ReactNode, useMemo } from 'react'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import parts from './parts.module.css'
import { chosenIn, type RowGroup } from './row-groups.ts'
import css from './row-table.module.css'
import type { RowColumn } from './row-table.tsx'

/** Which line of the list was meant. */
export function lineOf({ target }: MouseEvent): number | null {
  const line = (target as Element).closest('[data-line]')?.getAttribute('data-line')
  return line ? Number(line) : null
}

/** Whether the box was meant that chooses a line. */
export const onMark = ({ target }: MouseEvent): boolean => (target as Element).closest('[data-mark]') !== null

const Mark = ({ children, some }: { children: string; some?: boolean }) => (
  <span className={css.mark} data-mark data-some={some || undefined} aria-hidden="true">
    {children}
  </span>
)

interface LineProps<T> {
  id: string
  row: T
  columns: readonly RowColumn<T>[]
  tracks: string
  index: number
  /** Pixels from the top of the list. */
  start: number
  active: boolean
  selected: boolean
  /** Null where nothing is chosen. */
  mark: string | null
  /** It stands below a group's header. */
  grouped: boolean
}

/** Scrolling, choosing and moving leave the lines alone that stay as they are. */
export const RowLine = memo(function RowLine<T>(props: LineProps<T>) {
  const { id, row, columns, tracks, index, start, active, selected, mark, grouped } = props
  return (
    <div
      id={id}
      role="option"
      {...(grouped && { role: 'treeitem', 'aria-level': 2 })}
      tabIndex={-1}
      className={css.row}
      aria-selected={selected}
      data-active={active || undefined}
      data-line={index}
      style={{ gridTemplateColumns: tracks, transform: `translateY(${start}px)` }}
    >
      {mark !== null && <Mark>{mark}</Mark>}
      {columns.map((c) => (
        <span key={c.id} className={`${css.cell} ${c.numeric ? css.num : ''}`}>
          {c.cell(row)}
        </span>
      ))}
    </div>
  )
}) as <T>(props: LineProps<T>) => ReactNode

interface GroupProps {
  id: string
  name: string
  group: RowGroup<{ id: string }>
  /** Ids of the chosen rows; null where nothing is chosen. */
  picked: ReadonlySet<string> | null
  folded: boolean
  /** Among the groups, from 1 on, and how many there are. */
  position: number
  groups: number
  index: number
  /** Pixels from the top of the list. */
  start: number
  active: boolean
}

/** The header of a group. */
export const GroupLine = memo(function GroupLine(props: GroupProps) {
  const { id, name, group, picked, folded, position, groups, index, start, active } = props
  const t = useT()
  const size = group.rows.length
  const chosen = useMemo(() => picked && chosenIn(group, picked), [group, picked])
  const some = chosen !== null && chosen > 0 && chosen < size
  return (
    <div
      id={id}
      role="treeitem"
      aria-level={1}
      aria-posinset={position}
      aria-setsize={groups}
      aria-expanded={!folded}
      aria-selected={chosen === size}
      tabIndex={-1}
      className={`${css.row} ${css.group}`}
      data-active={active || undefined}
      data-line={index}
      style={{ transform: `translateY(${start}px)` }}
    >
      {chosen !== null && <Mark some={some}>{some ? '–' : chosen > 0 ? '✓' : ''}</Mark>}
      <span className={css.cell}>
        <span className={css.fold} aria-hidden="true">
          {folded ? '▸' : '▾'}
        </span>
        <b>{name}</b> <span className={parts.dim}>{count(size)}</span>
        {some && <span className={parts.dim}> · {t('team.chosenOf', { n: count(chosen) })}</span>}
      </span>
    </div>
  )
})
