import { memo, useMemo } from 'react'
import { lateFrom } from '../../../shared/policy/work.ts'
import type { LeadRow } from '../../db/views.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import { moment, span } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import { type RowColumn, RowTable } from '../parts/row-table.tsx'
import css from './team.module.css'
import { useGroupings } from './use-groupings.ts'
import { BY_DUE } from './use-open-leads.ts'
import { type OwnerName, useOwnerName } from './use-owner-name.ts'

interface Props {
  rows: readonly LeadRow[]
  now: number
  title: string
  /** What is said where there is none. */
  empty: string
}

/** The leads of the chosen queues, to choose from. */
export const LeadTable = memo(function LeadTable({ rows, now, title, empty }: Props) {
  const t = useT()
  const { screen } = useParts()
  const selection = useScreen((s) => s.selection)
  const owner = useOwnerName()
  const columns = useLeadColumns(owner, now)
  const groupings = useGroupings(owner)
  return (
    <RowTable
      rows={rows}
      columns={columns}
      title={title}
      label={t('team.leads')}
      filterLabel={t('team.filter')}
      empty={empty}
      searchOf={searchOf}
      groupings={groupings}
      picked={useMemo(() => new Set(selection), [selection])}
      onPick={(ids) => screen.setState({ selection: ids })}
    />
  )
})

function Due({ row: { due, work }, now }: { row: LeadRow; now: number }) {
  const t = useT()
  if (due === '') return null
  const at = moment(due, now)
  const hasCome = Date.parse(due) < now
  if (lateFrom(work) === '') return hasCome ? t('due.ready') : t('due.from', { at })
  if (!hasCome) return at
  return (
    <span className={css.late} data-late title={at}>
      {t('due.pastDue', { span: span(now - Date.parse(due), t) })}
    </span>
  )
}

const searchOf = (row: LeadRow) => row.search

function useLeadColumns(owner: OwnerName, now: number): RowColumn<LeadRow>[] {
  const t = useT()
  return useMemo(
    () => [
      {
        id: 'name',
        label: t('team.column.name'),
        width: 'minmax(0, 2.2fr)',
        value: (r) => r.name,
        cell: (r) => <b>{r.name || t('lead.noName')}</b>,
      },
      {
        id: 'company',
        label: t('team.column.company'),
        width: 'minmax(0, 1.4fr)',
        value: (r) => r.company,
        cell: (r) => r.company,
      },
      {
        id: 'route',
        label: t('team.column.route'),
        width: '160px',
        value: (r) => r.route,
        cell: (r) => <RouteChip route={r.route} />,
      },
      {
        id: 'expected',
        label: t('team.column.expected'),
        width: '70px',
        numeric: true,
        value: (r) => r.expected,
        cell: (r) => Math.round(r.expected),
      },
      {
        id: 'attempts',
        label: t('team.column.attempts'),
        width: '70px',
        numeric: true,
        value: (r) => r.attempts,
        cell: (r) => r.attempts,
      },
      {
        id: 'owner',
        label: t('team.column.owner'),
        width: '150px',
        value: (r) => (r.owner === null ? '' : owner(r)),
        besides: owner,
        cell: owner,
      },
      {
        id: 'due',
        label: t('team.column.due'),
        width: '140px',
        value: BY_DUE.value,
        comes: 'asc',
        cell: (r) => <Due row={r} now={now} />,
      },
    ],
    [t, owner, now],
  )
}
