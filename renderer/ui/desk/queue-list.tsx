import { createColumnHelper, FlexRender, type Row, tableFeatures, useTable } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { createContext, memo, use, useEffect, useMemo, useRef } from 'react'
import { type FieldId, isOwnId } from '../../../shared/lead/catalog.ts'
import { fieldLabel } from '../../../shared/policy/own-fields.ts'
import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import type { KeptPlace } from '../../flow/lists/kept-place.ts'
import { openLead } from '../../state/screen.ts'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'
import { dueText } from '../format/due.ts'
import { rowName } from '../format/row-name.ts'
import { clock, moment, span, weekMoment } from '../format/time.ts'
import { Chip } from '../parts/chip.tsx'
import css from './desk.module.css'
import { FilterChips } from './filters/filter-chips.tsx'
import { useSteadyList } from './use-steady-list.ts'

const ROW_HEIGHT = 56
const Now = createContext(0)

const features = tableFeatures({})
const helper = createColumnHelper<typeof features, LeadRow>()
const columns = helper.columns([
  helper.display({ id: 'who', cell: ({ row }) => <Who row={row.original} /> }),
  helper.display({ id: 'due', cell: ({ row }) => <DueCell row={row.original} /> }),
  helper.display({ id: 'meta', cell: ({ row }) => <Meta row={row.original} /> }),
  helper.display({ id: 'badge', cell: ({ row }) => <Badge row={row.original} /> }),
])

/** The table makes its rows anew with every change of the list; what a row shows is its lead only. */
const Cells = memo(
  function Cells({ row }: { row: Row<typeof features, LeadRow> }) {
    return row.getAllCells().map((cell) => <FlexRender key={cell.id} cell={cell} />)
  },
  (before, after) => before.row.original === after.row.original,
)

interface Props {
  mine: List<LeadRow>
  queue: List<LeadRow>
  kept: KeptPlace<LeadRow>
  now: number
}

/** My leads in working order. Only the rows in sight exist, for the table too; the selected one can be reached with Tab. */
export const QueueList = memo(function QueueList({ mine, queue, kept, now }: Props) {
  const t = useT()
  const { screen, desk } = useParts()
  const { reader } = desk
  const leadId = useScreen((s) => s.leadId)
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: queue.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 6,
    // Else it knows of no line before it has measured the list, and draws all of them at one stretch then.
    initialRect: { width: 0, height: window.innerHeight },
  })
  const items = virtual.getVirtualItems().filter((item) => item.index < queue.length)
  const from = items[0]?.index ?? 0
  const to = items.at(-1)?.index ?? -1
  const data = useMemo(() => queue.slice(from, to + 1), [queue, from, to])
  const table = useTable({ features, columns, data, getRowId: (r) => r.id })
  const rows = table.getRowModel().rows
  const place = kept.of(queue, leadId === null ? undefined : reader.row(leadId))
  useSteadyList(scroller, queue, leadId, place, ROW_HEIGHT)
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the open lead, not every reordering
  useEffect(() => {
    if (place >= 0) virtual.scrollToIndex(place, { align: 'auto' })
  }, [leadId])

  return (
    <Now value={now}>
      <nav className={css.queue} aria-label={t('queue.label')}>
        <FilterChips mine={mine} now={now} />
        <div ref={scroller} className={css.list} role="listbox" aria-label={t('queue.label')} tabIndex={-1}>
          <div style={{ height: virtual.getTotalSize(), position: 'relative' }} role="presentation">
            {items.map((item) => {
              const row = rows[item.index - from]
              if (!row) return null
              return (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys of the list are J, K and the arrows, for the whole screen
                <div
                  key={row.id}
                  role="option"
                  className={css.row}
                  aria-selected={row.id === leadId}
                  aria-setsize={queue.length}
                  aria-posinset={item.index + 1}
                  tabIndex={row.id === leadId ? 0 : -1}
                  style={{ transform: `translateY(${item.start}px)` }}
                  onClick={() => openLead(screen, row.id)}
                >
                  <Cells row={row} />
                </div>
              )
            })}
          </div>
        </div>
      </nav>
    </Now>
  )
})

function Who({ row }: { row: LeadRow }) {
  const t = useT()
  return (
    <span className={css.who} title={rowName(row, t)}>
      <b>{row.name || t('lead.noName')}</b>
      {row.company && ` · ${row.company}`}
    </span>
  )
}

function DueCell({ row }: { row: LeadRow }) {
  const t = useT()
  const now = use(Now)
  const due = dueText(row, now)
  // Until it is said how the call ended.
  const onCall = useScreen(
    (s) => s.going.some((g) => g.lead === row.id) && (s.disposition === null || s.leadId !== row.id),
  )
  const text =
    due.kind === 'wrapUp' && onCall
      ? t('due.onCall')
      : due.kind === 'callback' || due.kind === 'from'
        ? t(`due.${due.kind}`, { at: moment(due.at, now) })
        : due.kind === 'opens'
          ? t('due.opens', { at: weekMoment(due.at, now) })
          : due.kind === 'dueIn' || due.kind === 'pastDue'
            ? t(`due.${due.kind}`, { span: span(due.ms, t) })
            : t(`due.${due.kind}`)
  return (
    <span className={css.due} data-late={due.late ? due.kind : undefined}>
      {text}
    </span>
  )
}

function Meta({ row }: { row: LeadRow }) {
  const t = useT()
  const { reader } = useDesk()
  const now = use(Now)
  const there = row.timeZone && clock(now, row.timeZone)
  const asked = (field: FieldId) =>
    isOwnId(field) ? fieldLabel(reader.policy(row.campaign), field) : t(`short.${field}`)
  const items = [
    there && t('lead.there', { at: there }),
    row.work.do === 'call' && row.work.why === 'returned' && t('lead.sentBack'),
    row.attempts > 0 ? t('lead.attempts', { count: row.attempts }) : t('lead.new'),
    row.pending ? t('lead.pending') : row.asks && t('lead.asks', { field: asked(row.asks) }),
  ]
  const text = items.filter(Boolean).join(' · ')
  return (
    <span className={css.meta} title={text}>
      {text}
    </span>
  )
}

function Badge({ row }: { row: LeadRow }) {
  const t = useT()
  return (
    <span className={css.badge}>
      {row.route === 'needInfo' ? (
        <Chip tone="amber">{t('lead.missing', { count: row.missing })}</Chip>
      ) : (
        <Chip tone={row.route === 'high' ? 'blue' : 'grey'}>
          {t('lead.score', { points: Math.round(row.expected) })}
        </Chip>
      )}
    </span>
  )
}
