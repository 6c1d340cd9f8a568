import { TextInput } from '@mantine/core'
import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { matcher } from '../../flow/find-leads.ts'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { Empty } from './empty.tsx'
import parts from './parts.module.css'
import css from './row-table.module.css'

const ROW_HEIGHT = 34
const PAGE = 15
const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
})

export interface RowColumn<T> {
  id: string
  label: string
  /** A track of the grid: '70px', 'minmax(0, 2fr)'. */
  width: string
  numeric?: true
  /** What the column is sorted by. */
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
  const data = useMemo(() => {
    const meant = matcher(search)
    return meant ? rows.filter((r) => meant(searchOf(r))) : rows
  }, [rows, search, searchOf])
  const defined = useMemo(() => {
    const helper = createColumnHelper<typeof features, T>()
    return helper.columns(
      columns.map((c) =>
        helper.accessor((row) => c.value(row), { id: c.id, sortFn: c.numeric ? 'basic' : 'alphanumeric' }),
      ),
    )
  }, [columns])
  const table = useTable({ features, columns: defined, data, getRowId: (r) => r.id })
  const list = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (i) => list[i]?.id ?? i,
    overscan: 10,
  })
  const template = {
    gridTemplateColumns: [...(onPick ? ['36px'] : []), ...columns.map((c) => c.width)].join(' '),
  }

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
    if (row && onOpen) onOpen(row.original)
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
      <div className={css.head} style={template}>
        {onPick && <span />}
        {table.getHeaderGroups()[0]?.headers.map((h, i) => {
          const sorted = h.column.getIsSorted()
          const name = columns[i]?.label ?? ''
          return (
            <button
              key={h.id}
              type="button"
              className={`${css.sort} ${columns[i]?.numeric ? css.num : ''}`}
              aria-label={t('team.sortBy', { column: name, state: sorted || t('team.unsorted') })}
              onClick={h.column.getToggleSortingHandler()}
            >
              {name} {sorted === 'asc' ? '↑' : sorted === 'desc' ? '↓' : ''}
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
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const row = list[item.index]
            if (!row) return null
            const chosen = picked?.has(row.id) ?? false
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list box around
              <div
                key={row.id}
                id={`${prefix}${row.id}`}
                role="option"
                tabIndex={-1}
                className={css.row}
                aria-selected={onPick ? chosen : item.index === active}
                data-active={item.index === active || undefined}
                style={{ ...template, transform: `translateY(${item.start}px)` }}
                onClick={(e) => {
                  if (e.shiftKey) pick(active, item.index, true)
                  else pick(item.index, item.index)
                  setActive(item.index)
                  if (opensOnClick) open(item.index)
                }}
                onDoubleClick={() => open(item.index)}
              >
                {onPick && (
                  <span className={css.mark} aria-hidden="true">
                    {chosen ? '✓' : ''}
                  </span>
                )}
                {columns.map((c) => (
                  <span key={c.id} className={`${css.cell} ${c.numeric ? css.num : ''}`}>
                    {c.cell(row.original)}
                  </span>
                ))}
              </div>
            )
          })}
        </div>
      </div>
    </>
  )
}
