import { TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useT } from '../context.tsx'
import { count } from '../format/time.ts'
import { Empty } from './empty.tsx'
import { GroupChoice } from './group-choice.tsx'
import parts from './parts.module.css'
import { type Grouping, headerOf, RowGroup, rowsOf, type TableLine } from './row-groups.ts'
import { RowHead } from './row-head.tsx'
import { GroupLine, lineOf, onMark, RowLine } from './row-line.tsx'
import css from './row-table.module.css'
import { useActiveRow } from './use-active-row.ts'
import { type Sorting, useRowLines } from './use-row-lines.ts'

const ROW_HEIGHT = 34
const PAGE = 15
const NONE: ReadonlySet<string> = new Set()

export interface RowColumn<T> {
  id: string
  label: string
  /** A track of the grid: '70px', 'minmax(0, 2fr)'. */
  width: string
  numeric?: true
  value(row: T): string | number
  /** What `value`, which the column is sorted by, looks at besides the row; keep it stable. */
  besides?: unknown
  comes?: 'asc' | 'desc' // The rows come in its order: said while no other one is asked for.
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
  emptyHint?: string
  /** Lower-case text that the filter looks through. */
  searchOf(row: T): string
  /** What the rows can be grouped by. */
  groupings?: readonly Grouping<T>[]
  action?: ReactNode
  /** Ids of the chosen rows; leave out where nothing is chosen. */
  picked?: ReadonlySet<string>
  onPick?(ids: readonly string[]): void
  /** The row under the cursor; keep it stable. */
  onActive?(row: T | null): void
  /** Enter or a double click on a row. */
  onOpen?(row: T): void
  /** A row is opened beside the list: one click does. */
  opensOnClick?: true
}

/**
 * Rows to look at and to choose from, however many. Arrows move, Space chooses, Shift+arrows extends, Ctrl+A chooses all that are
 * listed, Enter opens; a click chooses, Shift+click extends. A group's header is folded and unfolded by Enter, by a click, and by left and
 * right, which also go from a row to its header and back; its box chooses all its rows.
 */
export function RowTable<T extends { id: string }>(props: Props<T>) {
  const {
    rows,
    columns,
    title,
    label,
    filterLabel,
    empty,
    emptyHint,
    searchOf,
    groupings,
    action,
    picked,
    onPick,
    onActive,
    onOpen,
    opensOnClick,
  } = props
  const t = useT()
  const prefix = useId()
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const body = useRef<HTMLDivElement>(null)
  const [sorting, setSorting] = useState<Sorting | null>(null)
  const [groupBy, setGroupBy] = useState('')
  const [unfolded, setUnfolded] = useState(NONE)
  const grouping = groupings?.find((g) => g.id === groupBy) ?? null
  const { list, groups, lines } = useRowLines({
    rows,
    columns,
    searchOf,
    sorting,
    search,
    grouping,
    unfolded,
  })
  useActiveRow(lines, active, setActive, onActive)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 10,
  })
  const scrolls = virtual.getTotalSize() > (virtual.scrollRect?.height ?? 0)
  const tracks = [...(onPick ? ['36px'] : []), ...columns.map((c) => c.width)].join(' ')

  const pick = (meant: readonly T[], on?: boolean) => {
    if (!onPick) return
    const chosen = picked ?? NONE
    const fresh: string[] = []
    for (const { id } of meant) if (!chosen.has(id)) fresh.push(id)
    if (on ?? fresh.length > 0) return onPick([...chosen, ...fresh])
    const off = new Set(meant.map((row) => row.id))
    onPick([...chosen].filter((id) => !off.has(id)))
  }
  const pickTo = (to: number) =>
    pick(rowsOf(lines.slice(Math.min(active, to), Math.max(active, to) + 1), unfolded), true)
  const pickAt = (index: number) => pick(rowsOf(lines.slice(index, index + 1), unfolded))
  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(lines.length - 1, to))
    if (extend) pickTo(next)
    setActive(next)
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  const open = (index: number) => {
    const row = lines[index]
    if (row && !(row instanceof RowGroup) && onOpen) onOpen(row)
  }
  const fold = (key: string) => {
    const next = new Set(unfolded)
    if (!next.delete(key)) next.add(key)
    setUnfolded(next)
  }
  const regroup = (by: string, keys: ReadonlySet<string>) => {
    setGroupBy(by)
    setUnfolded(keys)
    setActive(0)
    virtual.scrollToOffset(0)
  }
  const onClick = (e: MouseEvent) => {
    const index = lineOf(e)
    if (index === null) return
    const line = lines[index]
    if (e.shiftKey) pickTo(index)
    else if (line instanceof RowGroup && !onMark(e)) fold(line.key)
    else pickAt(index)
    setActive(index)
    if (opensOnClick) open(index)
  }
  /** What only grouped rows know; false: it is none of that. */
  const onGroupKey = ({ key, ctrlKey }: KeyboardEvent): boolean => {
    const line = lines[active]
    if (!groups || ctrlKey || line === undefined) return false
    const header = line instanceof RowGroup ? line : null
    const isFolded = header !== null && !unfolded.has(header.key)
    if (header && (key === 'Enter' || key === (isFolded ? 'ArrowRight' : 'ArrowLeft'))) fold(header.key)
    else if (header && key === 'ArrowRight') move(active + 1, false)
    else if (!header && key === 'ArrowLeft') move(headerOf(lines, active), false)
    else return false
    return true
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (onGroupKey(e)) {
      e.preventDefault()
      e.stopPropagation()
      return
    }
    if (e.key === 'ArrowDown') move(active + 1, e.shiftKey)
    else if (e.key === 'ArrowUp') move(active - 1, e.shiftKey)
    else if (e.key === 'PageDown') move(active + PAGE, e.shiftKey)
    else if (e.key === 'PageUp') move(active - PAGE, e.shiftKey)
    else if (e.key === 'Home') move(0, e.shiftKey)
    else if (e.key === 'End') move(lines.length - 1, e.shiftKey)
    else if (e.key === ' ') pickAt(active)
    else if (e.key === 'a' && (e.ctrlKey || e.metaKey)) pick(list, true)
    else if (e.key === 'Escape' && onPick && picked?.size) onPick([])
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
          {groupings && (
            <GroupChoice
              groupings={groupings}
              chosen={grouping}
              onChoose={(id) => regroup(id, NONE)}
              allFolded={unfolded.size === 0}
              onFoldAll={(all) => regroup(groupBy, all ? NONE : new Set(groups?.map((g) => g.key)))}
            />
          )}
          {action}
        </div>
      </div>
      <RowHead
        columns={columns}
        tracks={tracks}
        marks={onPick !== undefined}
        scrolls={scrolls}
        sorting={sorting}
        onSort={setSorting}
      />
      {list.length === 0 && (
        <div className={css.none}>
          <Empty title={search ? t('find.none') : empty}>{!search && emptyHint}</Empty>
        </div>
      )}
      <div
        ref={body}
        className={css.body}
        data-scrolls={scrolls || undefined}
        role="listbox"
        // A list's options cannot be unfolded.
        {...(groups && { role: 'tree' })}
        hidden={list.length === 0}
        aria-multiselectable={onPick ? true : undefined}
        aria-label={label}
        aria-activedescendant={lines[active] ? idOf(prefix, lines[active]) : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onMouseDown={(e) => {
          // Extending the choice would mark the text in between.
          if (!e.shiftKey) return
          e.preventDefault()
          body.current?.focus()
        }}
        onClick={onClick}
        onDoubleClick={(e) => {
          const index = lineOf(e)
          if (index !== null) open(index)
        }}
      >
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map(({ index, start }) => {
            const line = lines[index]
            if (!line) return null
            const id = idOf(prefix, line)
            if (line instanceof RowGroup)
              return (
                <GroupLine
                  key={id}
                  id={id}
                  name={grouping?.nameOf(line.key) ?? ''}
                  group={line}
                  picked={picked ?? null}
                  folded={!unfolded.has(line.key)}
                  position={(groups?.indexOf(line) ?? 0) + 1}
                  groups={groups?.length ?? 0}
                  index={index}
                  start={start}
                  active={index === active}
                />
              )
            const chosen = picked?.has(line.id) ?? false
            return (
              <RowLine
                key={id}
                id={id}
                row={line}
                columns={columns}
                tracks={tracks}
                index={index}
                start={start}
                active={index === active}
                selected={onPick ? chosen : index === active}
                mark={onPick ? (chosen ? '✓' : '') : null}
                grouped={groups !== null}
              />
            )
          })}
        </div>
      </div>
    </>
  )
}

const idOf = (prefix: string, line: TableLine<{ id: string }>): string =>
  line instanceof RowGroup ? `${prefix}group-${line.key}` : `${prefix}${line.id}`
