import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { BreachesPage } from '../../../shared/api/qualification.ts'
import { openLead } from '../../state/screen.ts'
import { useNow, useParts, useT } from '../context.tsx'
import { readable } from '../format/dial.ts'
import { count, moment } from '../format/time.ts'
import { usePersonName } from '../format/use-origin.ts'
import { Empty } from '../parts/empty.tsx'
import parts from '../parts/parts.module.css'
import { type RowColumn, RowTable } from '../parts/row-table.tsx'
import css from './quality.module.css'
import { useBreaches } from './use-breaches.ts'

type Breach = BreachesPage['breaches'][number] & { id: string; name: string; by: string }

/** Calls that were made although a rule forbade them: who, whom, when and which rule. */
export function Breaches() {
  const t = useT()
  const { desk, screen } = useParts()
  const now = useNow(60_000)
  const person = usePersonName()
  const { breaches, more, problem, loadMore, reload } = useBreaches()
  const columns = useBreachColumns(now)
  if (breaches === null)
    return <Empty title={problem === null ? t('quality.asking') : t('quality.unreached')}>{problem}</Empty>
  const rows: Breach[] = breaches.map((b) => ({
    ...b,
    id: b.call,
    name: desk.reader.row(b.lead)?.name ?? '',
    by: person(b.actor),
  }))
  return (
    <section className={`${parts.card} ${css.card} ${css.wide}`} aria-label={t('quality.tab.breaches')}>
      <RowTable
        rows={rows}
        columns={columns}
        title={t('quality.breachCount', { count: rows.length, n: count(rows.length) })}
        label={t('quality.tab.breaches')}
        filterLabel={t('quality.breachFilter')}
        empty={t('quality.noBreaches')}
        emptyHint={t('quality.noBreachesHint')}
        searchOf={searchOf}
        onOpen={(b) => {
          openLead(screen, b.lead)
          screen.setState({ screen: 'queue' })
        }}
        action={
          <Button onClick={more ? loadMore : reload}>
            {t(more ? 'quality.loadMore' : 'quality.reload')}
          </Button>
        }
      />
      {problem && <div className={parts.dim}>{t('team.stale', { problem })}</div>}
    </section>
  )
}

const reasonsOf = (b: Breach) =>
  b.reasons.map((r) => (r.text.includes(r.source) ? r.text : `${r.text} (${r.source})`)).join('; ')
const searchOf = (b: Breach) =>
  [b.name, b.by, b.number.replace(/\D/g, ''), reasonsOf(b)].join('\n').toLowerCase()

function useBreachColumns(now: number): RowColumn<Breach>[] {
  const t = useT()
  return useMemo(
    () => [
      {
        id: 'at',
        label: t('quality.column.at'),
        width: '120px',
        value: (b) => b.at,
        cell: (b) => moment(b.at, now),
      },
      {
        id: 'lead',
        label: t('team.column.name'),
        width: 'minmax(0, 1fr)',
        value: (b) => b.name,
        cell: (b) => <b>{b.name || t('parked.gone')}</b>,
      },
      {
        id: 'number',
        label: t('quality.column.number'),
        width: '150px',
        value: (b) => b.number,
        cell: (b) => (b.number === '' ? '–' : readable(b.number)),
      },
      {
        id: 'by',
        label: t('quality.column.by'),
        width: '140px',
        value: (b) => b.by,
        cell: (b) => b.by,
      },
      {
        id: 'rule',
        label: t('quality.column.rule'),
        width: 'minmax(0, 2.4fr)',
        value: reasonsOf,
        cell: (b) => <span title={reasonsOf(b)}>{reasonsOf(b)}</span>,
      },
    ],
    [t, now],
  )
}
