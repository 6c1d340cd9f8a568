import { useMemo } from 'react'
import type { RouteId } from '../../../shared/lead/route.ts'
import { fieldLabel } from '../../../shared/policy/own-fields.ts'
import type { Policy } from '../../../shared/policy/policy.ts'
import type { WhatIf } from '../../../shared/policy/what-if.ts'
import { openLead } from '../../state/screen.ts'
import { useDesk, useParts, useT } from '../context.tsx'
import { count, signed } from '../format/time.ts'
import { Chip, ROUTE_TONE } from '../parts/chip.tsx'
import parts from '../parts/parts.module.css'
import { type RowColumn, RowTable } from '../parts/row-table.tsx'
import css from './policy.module.css'

interface Row {
  id: string
  name: string
  change: WhatIf['examples'][number]
  because: string
}

/** Two of them and a reason stand in one line. */
function ShortChip({ route }: { route: RouteId }) {
  const t = useT()
  return (
    <Chip tone={ROUTE_TONE[route]} title={t(`route.${route}`)}>
      {t(`policy.short.${route}`)}
    </Chip>
  )
}

/** Leads that the draft sends elsewhere, and why; Enter opens one. */
export function Changes({ result, policy }: { result: WhatIf; policy: Policy }) {
  const t = useT()
  const { reader } = useDesk()
  const { screen } = useParts()
  const rows = useMemo(() => {
    const nameOf = (id: string) => {
      const found = policy.fields.find((f) => f.field === id)
      const sharing = policy.fields.filter((f) => f.dimension === found?.dimension)
      const dimension = policy.dimensions.find((d) => d.id === found?.dimension)
      // A field that has its dimension to itself goes by that, which is shorter.
      return sharing.length === 1 && dimension ? dimension.label : fieldLabel(policy, id)
    }
    return result.examples.map((change): Row => {
      const [field] = change.fields
      const score = t('policy.because.score', {
        before: count(Math.round(change.expected.before)),
        after: count(Math.round(change.expected.after)),
      })
      const because = field
        ? `${nameOf(field.field)} ${signed(Math.round(field.after - field.before))} · ${score}`
        : change.why === 'points'
          ? score
          : change.why === 'rules'
            ? (change.rules.after ?? t('policy.because.rules'))
            : t(`policy.because.${change.why}`)
      return { id: change.lead, name: reader.row(change.lead)?.name ?? '', change, because }
    })
  }, [result, policy, reader, t])
  const columns = useMemo<RowColumn<Row>[]>(
    () => [
      {
        id: 'name',
        label: t('team.column.name'),
        width: 'minmax(0, 1fr)',
        value: (r) => r.name,
        cell: (r) => <b>{r.name || t('lead.noName')}</b>,
      },
      {
        id: 'from',
        label: t('policy.fromRoute'),
        width: '92px',
        value: (r) => r.change.from,
        cell: (r) => <ShortChip route={r.change.from} />,
      },
      {
        id: 'to',
        label: t('policy.toRoute'),
        width: '92px',
        value: (r) => r.change.to,
        cell: (r) => <ShortChip route={r.change.to} />,
      },
      {
        id: 'because',
        label: t('policy.becauseOf'),
        width: 'minmax(0, 1.7fr)',
        value: (r) => r.because,
        cell: (r) => <span title={r.because}>{r.because}</span>,
      },
    ],
    [t],
  )
  return (
    <section className={`${parts.card} ${css.changes}`} aria-label={t('policy.whoChanges')}>
      <RowTable
        rows={rows}
        columns={columns}
        title={t('policy.whoChanges')}
        label={t('policy.whoChanges')}
        filterLabel={t('policy.filter')}
        empty={t('policy.nobodyChanges')}
        searchOf={(r) => `${r.name}\n${r.because}`.toLowerCase()}
        onOpen={(r) => {
          openLead(screen, r.id)
          screen.setState({ screen: 'queue' })
        }}
        action={
          result.changed > rows.length && (
            <span className={parts.dim}>
              {t('policy.firstOf', { n: count(rows.length), all: count(result.changed) })}
            </span>
          )
        }
      />
    </section>
  )
}
