import { useMemo, useState } from 'react'
import type { LeadRow } from '../../db/views.ts'
import { KeptFilter } from '../../flow/lists/kept-filter.ts'
import { openLead } from '../../state/screen.ts'
import { useNow, useParts, useRows, useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import { count, day } from '../format/time.ts'
import { invalidText } from '../identity/invalid-text.ts'
import { ReinstateDialog } from '../identity/reinstate-dialog.tsx'
import { Key } from '../parts/key.tsx'
import parts from '../parts/parts.module.css'
import { type RowColumn, RowTable } from '../parts/row-table.tsx'
import { useChosen } from '../parts/use-chosen.ts'
import { useOwnerName } from '../team/use-owner-name.ts'
import css from './quality.module.css'

/** Leads that never reach an agent, why, and the way back: reinstated one by one or many at once, with a reason. */
export function InvalidLeads() {
  const t = useT()
  const { screen } = useParts()
  const rows = useRows()
  const now = useNow(60_000)
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  // A whole import that was taken back is told with it, and would bury what is to be looked at here.
  const [kept] = useState(
    () =>
      new KeptFilter<LeadRow>({
        passes: ({ invalid }) => invalid.length > 0 && !invalid.includes('takenBack'),
      }),
  )
  const list = kept.of(rows)
  const invalid = useMemo(() => list.toArray(), [list])
  const { chosen, onActive } = useChosen(invalid, picked)
  const columns = useInvalidColumns(now)
  const searchOf = useMemo(
    () => (row: LeadRow) =>
      `${row.search}\n${row.invalid.map((id) => invalidText(t, id).toLowerCase()).join('\n')}`,
    [t],
  )
  return (
    <section className={`${parts.card} ${css.card} ${css.wide}`} aria-label={t('quality.tab.invalid')}>
      <RowTable
        rows={invalid}
        columns={columns}
        title={t('quality.invalidCount', { count: invalid.length, n: count(invalid.length) })}
        label={t('quality.tab.invalid')}
        filterLabel={t('quality.invalidFilter')}
        empty={t('quality.noInvalid')}
        emptyHint={t('quality.noInvalidHint')}
        searchOf={searchOf}
        picked={picked}
        onPick={(ids) => setPicked(new Set(ids))}
        onActive={onActive}
        onOpen={(row) => {
          openLead(screen, row.id)
          screen.setState({ screen: 'queue' })
        }}
        action={
          <button
            type="button"
            className={parts.smallButton}
            disabled={chosen.length === 0}
            data-reinstate
            onClick={() => screen.setState({ dialog: 'reinstate' })}
          >
            {t('quality.reinstate', { count: chosen.length, n: count(chosen.length) })} <Key chord="r" />
          </button>
        }
      />
      <ReinstateDialog leads={chosen} onDone={() => setPicked(new Set())} />
    </section>
  )
}

function useInvalidColumns(now: number): RowColumn<LeadRow>[] {
  const t = useT()
  const owner = useOwnerName()
  return useMemo(() => {
    const reasons = (r: LeadRow) => r.invalid.map((id) => invalidText(t, id)).join(', ')
    return [
      {
        id: 'name',
        label: t('team.column.name'),
        width: 'minmax(0, 1.4fr)',
        value: (r) => r.name,
        cell: (r) => <b>{r.name || t('lead.noName')}</b>,
      },
      {
        id: 'company',
        label: t('team.column.company'),
        width: 'minmax(0, 1.2fr)',
        value: (r) => r.company,
        cell: (r) => r.company,
      },
      {
        id: 'reasons',
        label: t('quality.column.reasons'),
        width: 'minmax(0, 1.8fr)',
        value: reasons,
        cell: (r) => <span title={reasons(r)}>{reasons(r)}</span>,
      },
      {
        id: 'reach',
        label: t('quality.column.reach'),
        width: 'minmax(0, 1.4fr)',
        value: (r) => r.email || r.phone,
        cell: (r) => [r.email, r.phone && readable(r.phone)].filter(Boolean).join(' · ') || '–',
      },
      {
        id: 'owner',
        label: t('team.column.owner'),
        width: '130px',
        value: owner,
        besides: owner,
        cell: owner,
      },
      {
        id: 'captured',
        label: t('quality.column.captured'),
        width: '90px',
        value: (r) => r.capturedAt,
        cell: (r) => r.capturedAt && day(r.capturedAt, now),
      },
    ]
  }, [t, owner, now])
}
