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
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'
import { moment } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import { Empty } from '../parts/empty.tsx'
import parts from '../parts/parts.module.css'
import css from './team.module.css'

const ROW_HEIGHT = 34
const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, basic: sortFn_basic },
})
const helper = createColumnHelper<typeof features, LeadRow>()
const text = { sortFn: 'alphanumeric' } as const
const COLUMNS = ['name', 'company', 'route', 'expected', 'attempts', 'owner', 'due'] as const
const columns = helper.columns(
  COLUMNS.map((id) =>
    helper.accessor(id, {
      id,
      ...(id === 'expected' || id === 'attempts' ? { sortFn: 'basic' as const } : text),
    }),
  ),
)

interface Props {
  rows: readonly LeadRow[]
  now: number
  title: string
  action: ReactNode
}

/**
 * Leads to choose from. Arrows move, Space chooses, Shift+arrows extends, Ctrl+A chooses all that are listed;
 * a click chooses, Shift+click extends.
 */
export function LeadTable({ rows, now, title, action }: Props) {
  const t = useT()
  const { screen } = useParts()
  const { reader } = useDesk()
  const selection = useScreen((s) => s.selection)
  const picked = useMemo(() => new Set(selection), [selection])
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const body = useRef<HTMLDivElement>(null)
  const data = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean)
    return words.length === 0 ? rows : rows.filter((r) => words.every((w) => r.search.includes(w)))
  }, [rows, search])
  const table = useTable({ features, columns, data, getRowId: (r) => r.id })
  const list = table.getRowModel().rows
  const virtual = useVirtualizer({
    count: list.length,
    getScrollElement: () => body.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (i) => list[i]?.id ?? i,
    overscan: 10,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: changed rows tell that people may have changed
  const names = useMemo(() => new Map(reader.people().map((p) => [p.id, p.name])), [reader, rows])

  const pick = (from: number, to: number, on?: boolean) => {
    const next = new Set(picked)
    for (let i = Math.min(from, to); i <= Math.max(from, to); i++) {
      const id = list[i]?.id
      if (id === undefined) continue
      if (on ?? !next.has(id)) next.add(id)
      else next.delete(id)
    }
    screen.setState({ selection: [...next] })
  }
  const move = (to: number, extend: boolean) => {
    const next = Math.max(0, Math.min(list.length - 1, to))
    if (extend) pick(active, next, true)
    setActive(next)
    virtual.scrollToIndex(next, { align: 'auto' })
  }
  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown') move(active + 1, e.shiftKey)
    else if (e.key === 'ArrowUp') move(active - 1, e.shiftKey)
    else if (e.key === 'PageDown') move(active + 15, e.shiftKey)
    else if (e.key === 'PageUp') move(active - 15, e.shiftKey)
    else if (e.key === 'Home') move(0, e.shiftKey)
    else if (e.key === 'End') move(list.length - 1, e.shiftKey)
    else if (e.key === ' ') pick(active, active)
    else if (e.key === 'a' && (e.ctrlKey || e.metaKey)) pick(0, list.length - 1, true)
    else if (e.key === 'Escape') screen.setState({ selection: [] })
    else return
    e.preventDefault()
    e.stopPropagation()
  }

  const cells = (r: LeadRow): Record<(typeof COLUMNS)[number], ReactNode> => ({
    name: <b>{r.name || t('lead.noName')}</b>,
    company: r.company,
    route: <RouteChip route={r.route} />,
    expected: Math.round(r.expected),
    attempts: r.attempts,
    owner: r.owner === null ? t('team.pool') : (names.get(r.owner) ?? t('history.someone')),
    due: r.due && moment(r.due, now),
  })
  const numeric = (id: string) => (id === 'expected' || id === 'attempts' ? css.num : '')

  return (
    <>
      <div className={css.cardBar}>
        <h2 className={parts.h2}>{title}</h2>
        <div style={{ display: 'flex', gap: 10, alignItems: 'center' }}>
          <TextInput
            className={css.search}
            value={search}
            placeholder={t('team.filter')}
            aria-label={t('team.filter')}
            onChange={(e) => {
              setSearch(e.currentTarget.value)
              setActive(0)
            }}
          />
          {action}
        </div>
      </div>
      <div className={css.head}>
        <span />
        {table.getHeaderGroups()[0]?.headers.map((h) => {
          const sorted = h.column.getIsSorted()
          const name = h.column.id as (typeof COLUMNS)[number]
          return (
            <button
              key={h.id}
              type="button"
              className={`${css.sort} ${numeric(name)}`}
              aria-label={t('team.sortBy', {
                column: t(`team.column.${name}`),
                state: sorted || t('team.unsorted'),
              })}
              onClick={h.column.getToggleSortingHandler()}
            >
              {t(`team.column.${name}`)} {sorted === 'asc' ? '↑' : sorted === 'desc' ? '↓' : ''}
            </button>
          )
        })}
      </div>
      <div
        ref={body}
        className={css.body}
        role="listbox"
        aria-multiselectable="true"
        aria-label={t('team.leads')}
        aria-activedescendant={list[active] ? `lead-${list[active].id}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        {list.length === 0 && <Empty title={t(search ? 'find.none' : 'team.noLeads')} />}
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
          {virtual.getVirtualItems().map((item) => {
            const row = list[item.index]
            if (!row) return null
            const shown = cells(row.original)
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the list box around
              <div
                key={row.id}
                id={`lead-${row.id}`}
                role="option"
                tabIndex={-1}
                className={css.row}
                aria-selected={picked.has(row.id)}
                data-active={item.index === active || undefined}
                style={{ transform: `translateY(${item.start}px)` }}
                onClick={(e) => {
                  if (e.shiftKey) pick(active, item.index, true)
                  else pick(item.index, item.index)
                  setActive(item.index)
                }}
              >
                <span className={css.mark} aria-hidden="true">
                  {picked.has(row.id) ? '✓' : ''}
                </span>
                {COLUMNS.map((c) => (
                  <span key={c} className={`${css.cell} ${numeric(c)}`}>
                    {shown[c]}
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
