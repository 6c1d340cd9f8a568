import { type ReactNode, useMemo } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'
import { moment } from '../format/time.ts'
import { RouteChip } from '../parts/chip.tsx'
import { type RowColumn, RowTable } from '../parts/row-table.tsx'

interface Props {
  rows: readonly LeadRow[]
  now: number
  title: string
  action: ReactNode
}

/** The leads of the chosen queues, to choose from. */
export function LeadTable({ rows, now, title, action }: Props) {
  const t = useT()
  const { screen } = useParts()
  const selection = useScreen((s) => s.selection)
  const columns = useLeadColumns(rows, now)
  return (
    <RowTable
      rows={rows}
      columns={columns}
      title={title}
      label={t('team.leads')}
      filterLabel={t('team.filter')}
      empty={t('team.noLeads')}
      searchOf={searchOf}
      action={action}
      picked={useMemo(() => new Set(selection), [selection])}
      onPick={(ids) => screen.setState({ selection: ids })}
    />
  )
}

const searchOf = (row: LeadRow) => row.search

function useLeadColumns(rows: readonly LeadRow[], now: number): RowColumn<LeadRow>[] {
  const t = useT()
  const owner = useOwnerName(rows)
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
        value: (r) => r.owner ?? '',
        cell: owner,
      },
      {
        id: 'due',
        label: t('team.column.due'),
        width: '100px',
        value: (r) => r.due,
        cell: (r) => r.due && moment(r.due, now),
      },
    ],
    [t, owner, now],
  )
}

/** Whose a lead is, by name. @param rows a reason to look again: people come with them */
export function useOwnerName(rows: readonly LeadRow[]): (row: LeadRow) => string {
  const t = useT()
  const { reader } = useDesk()
  // biome-ignore lint/correctness/useExhaustiveDependencies: changed rows tell that people may have changed
  return useMemo(() => {
    const names = new Map(reader.people().map((p) => [p.id, p.name]))
    return ({ owner }) => (owner === null ? t('team.pool') : (names.get(owner) ?? t('history.someone')))
  }, [reader, rows, t])
}
