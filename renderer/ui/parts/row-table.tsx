import { TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type KeyboardEvent,
  type MouseEvent,
  memo,
  type ReactNode,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import { matcher } from '../../flow/find-leads.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { Empty } from './empty.tsx'
import parts from './parts.module.css'
import { RowOrder } from './row-order.ts'
import css from './row-table.module.css'

const ROW_HEIGHT = 34
const PAGE = 15

export interface RowColumn<T> {
  id: string
  label: string
  /** A track of the grid: '70px', 'minmax(0, 2fr)'. */
  width: string
  numeric?: true
  /** What the column is sorted by: of the row alone. */
  value(row: T): string | number
  cell(row: T): ReactNode
}

interface Props<T> {
  rows: readonly T[]
  /** Keep them stable: the rows are sorted anew when they change. */
  columns: readonly RowColumn<T>[]
  title: string
  /** Of the list, for those who cannot see it. */
  label: string
  filterLabel: string
  empty: string
  /** Lower-case text that the filter looks through. */
  searchOf(row: T): string
  action?: ReactNode
  /** Ids of the chosen rows; leave out where nothing is chosen. */
  picked?: ReadonlySet<string>
  onPick?(ids: readonly string[]): void
  /** Enter or a double click on a row. */
  onOpen?(row: T): void
  /** A row is opened beside the list: one click does. */
  opensOnClick?: true
}

/**
 * Rows to look at and to choose from, however many. Arrows move, Space chooses, Shift+arrows extends, Ctrl+A chooses all that are
 * listed, Enter opens; a click chooses, Shift+click extends.
 */
export function RowTable<T extends { id: string }>(props: Props<T>) {
  const {
    rows,
    columns,
    title,
    label,
    filterLabel,
    empty,
    searchOf,
    action,
    picked,
    onPick,
    onOpen,
    opensOnClick,
  } = props
  const t = useT()
  const prefix = useId()
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const body = useRef<HTMLDivElement>(null)
  const [sorting, setSorting] = useState<{ id: string; descending: boolean } | null>(null)
  const [order] = useState(() => new RowOrder<T>())
  const sorted = useMemo(() => {
    const by = sorting && columns.find((c) => c.id === sorting.id)
    return by ? order.sorted(rows, { ...sorting, value: by.value }) : rows
  }, [order, rows, columns, sorting])
  const list = useMemo(() => {
    const meant = matcher(search)
    return meant ? sorted.filter((r) => meant(searchOf(r))) : sorted
  }, [sorted, search, searchOf])
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  })
  const tracks = [...(onPick ? ['36px'] : []), ...columns.map((c) => c.width)].join(' ')

  const pick = (from: number, to: number, on?: boolean) => {
    if (!onPick) return
    const next = new Set(picked)
    for (let i = Math.min(from, to); i <= Math.max(from, to); i++) {
      const id = list[i]?.id
      if (id === undefined) continue
      if (on ?? !next.has(id)) next.add(id)
      else next.delete(id)
    }
    onPick([...next])
  }
  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(list.length - 1, to))
    if (extend) pick(active, next, true)
    setActive(next)
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  const open = (index: number) => {
    const row = list[index]
    if (row && onOpen) onOpen(row)
  }
  const sort = ({ id, numeric }: RowColumn<T>) => {
    // Numbers are looked at from the greatest down; a third time takes the order away.
    const first = numeric ?? false
    if (sorting?.id !== id) setSorting({ id, descending: first })
    else setSorting(sorting.descending === first ? { id, descending: !first } : null)
  }
  const onClick = (e: MouseEvent) => {
    const index = lineOf(e)
    if (index === null) return
    if (e.shiftKey) pick(active, index, true)
    else pick(index, index)
    setActive(index)
    if (opensOnClick) open(index)
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown') move(active + 1, e.shiftKey)
    else if (e.key === 'ArrowUp') move(active - 1, e.shiftKey)
    else if (e.key === 'PageDown') move(active + PAGE, e.shiftKey)
    else if (e.key === 'PageUp') move(active - PAGE, e.shiftKey)
    else if (e.key === 'Home') move(0, e.shiftKey)
    else if (e.key === 'End') move(list.length - 1, e.shiftKey)
    else if (e.key === ' ') pick(active, active)
    else if (e.key === 'a' && (e.ctrlKey || e.metaKey)) pick(0, list.length - 1, true)
    else if (e.key === 'Escape') onPick?.([])
    else if (e.key === 'Enter' && onOpen && !e.ctrlKey) open(active)
    else return
    e.preventDefault()
    e.stopPropagation()
  }

  return (
    <>
      <div className={css.bar}>
        <h2 className={parts.h2}>{title}</h2>
        <div className={css.tools}>
          <span role="status" className={parts.dim}>
            {search.trim() !== '' && t('find.found', { n: count(list.length) })}
          </span>
          <TextInput
            className={css.search}
            value={search}
            placeholder={filterLabel}
            aria-label={filterLabel}
            onChange={(e) => {
              setSearch(e.currentTarget.value)
              setActive(0)
            }}
          />
          {action}
        </div>
      </div>
      <div className={css.head} style={{ gridTemplateColumns: tracks }}>
        {onPick && <span />}
        {columns.map((column) => {
          const state = sorting?.id !== column.id ? null : sorting.descending ? 'desc' : 'asc'
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
      {list.length === 0 && (
        <div className={css.body}>
          <Empty title={search ? t('find.none') : empty} />
        </div>
      )}
      <div
        ref={body}
        className={css.body}
        role="listbox"
        hidden={list.length === 0}
        aria-multiselectable={onPick ? true : undefined}
        aria-label={label}
        aria-activedescendant={list[active] ? `${prefix}${list[active].id}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={(e) => {
          const index = lineOf(e)
          if (index !== null) open(index)
        }}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const row = list[index]
            if (!row) return null
            const chosen = picked?.has(row.id) ?? false
            return (
              <Line
                key={row.id}
                id={`${prefix}${row.id}`}
                row={row}
                columns={columns}
                tracks={tracks}
                index={index}
                start={start}
                active={index === active}
                selected={onPick ? chosen : index === active}
                mark={onPick ? (chosen ? '✓' : '') : null}
              />
            )
          })}
        </div>
      </div>
    </>
  )
}

/** Which line of the list was meant. */
function lineOf({ target }: MouseEvent): number | null {
  const line = (target as Element).closest('[data-line]')?.getAttribute('data-line')
  return line ? Number(line) : null
}

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
}

/** Scrolling, choosing and moving leave the lines alone that stay as they are. */
const Line = memo(function Line<T>(props: LineProps<T>) {
  const { id, row, columns, tracks, index, start, active, selected, mark } = props
  return (
    <div
      id={id}
      role="option"
      tabIndex={-1}
      className={css.row}
      aria-selected={selected}
      data-active={active || undefined}
      data-line={index}
      style={{ gridTemplateColumns: tracks, transform: `translateY(${start}px)` }}
    >
      {mark !== null && (
        <span className={css.mark} aria-hidden="true">
          {mark}
        </span>
      )}
      {columns.map((c) => (
        <span key={c.id} className={`${css.cell} ${c.numeric ? css.num : ''}`}>
          {c.cell(row)}
        </span>
      ))}
    </div>
  )
}) as <T>(props: LineProps<T>) => ReactNode
