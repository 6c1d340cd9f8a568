import { Button, SegmentedControl } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import type { Quarantined } from '../../../../shared/api/devices.ts'
import { loadQuarantine } from '../../../flow/admin/quarantine.ts'
import { useNow, useT } from '../../context.tsx'
import { eventText } from '../../format/event-text.ts'
import { count, moment } from '../../format/time.ts'
import { usePersonName } from '../../format/use-origin.ts'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { useOpen } from '../use-draft.ts'
import { type AskPage, usePages } from '../use-pages.ts'
import { QuarantinePanel } from './quarantine-panel.tsx'

/** With its person's name. */
export type Row = Quarantined & { owner: string }

const STATES = ['waiting', 'released', 'discarded'] as const

/** What revoked devices still handed in: looked at, then taken in or refused, one or many. */
export function QuarantineTab() {
  const t = useT()
  const now = useNow(60_000)
  const [state, setState] = useState<Quarantined['state']>('waiting')
  const ask: AskPage<Quarantined> = useCallback(
    async (desk, cursor, signal) => {
      const { events, next } = await loadQuarantine(desk, state, cursor, signal)
      return { rows: events, next }
    },
    [state],
  )
  const { rows, more, problem, loadMore, reload } = usePages(ask)
  const [open, setOpen] = useOpen('quarantine')
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const columns = useColumns(now)
  const person = usePersonName()
  const named = rows?.map((r): Row => ({ ...r, owner: person(r.person) })) ?? null
  const ids = (named ?? []).filter((r) => picked.has(r.id)).map((r) => r.id)
  const shown = named?.find((r) => r.id === open)
  const decided = () => {
    setPicked(new Set())
    reload()
  }
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.quarantine')}>
        {named === null ? (
          <Asking problem={problem} reload={reload} />
        ) : (
          <RowTable
            rows={named}
            columns={columns}
            title={t('admin.quarantine.count', { count: named.length, n: count(named.length) })}
            label={t('admin.tab.quarantine')}
            filterLabel={t('admin.quarantine.filter')}
            empty={t(`admin.quarantine.none.${state}`)}
            searchOf={(r) => `${r.type}\n${r.device}\n${r.lead ?? ''}`.toLowerCase()}
            picked={picked}
            onPick={(next) => {
              setPicked(new Set(next))
              setOpen(next.at(-1) ?? null)
            }}
            onOpen={(r) => setOpen(r.id)}
            action={
              <>
                <SegmentedControl
                  size="xs"
                  aria-label={t('admin.quarantine.state')}
                  value={state}
                  onChange={setState}
                  data={STATES.map((value) => ({ value, label: t(`admin.quarantine.states.${value}`) }))}
                />
                {more && <Button onClick={loadMore}>{t('admin.more')}</Button>}
              </>
            }
          />
        )}
      </section>
      {shown ? (
        <QuarantinePanel event={shown} ids={ids.length > 0 ? ids : [shown.id]} onDecided={decided} />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.quarantine.choose')}>{t('admin.quarantine.hint')}</Empty>
        </section>
      )}
    </div>
  )
}

function useColumns(now: number): RowColumn<Row>[] {
  const t = useT()
  return useMemo(
    () => [
      {
        id: 'person',
        label: t('admin.devices.person'),
        width: 'minmax(0, 1fr)',
        value: (r) => r.owner,
        cell: (r) => <b>{r.owner}</b>,
      },
      {
        id: 'type',
        label: t('admin.quarantine.what'),
        width: 'minmax(0, 1fr)',
        value: (r) => eventText(t, r.type),
        cell: (r) => eventText(t, r.type),
      },
      {
        id: 'device',
        label: t('admin.devices.name'),
        width: 'minmax(0, 1fr)',
        value: (r) => r.device,
        cell: (r) => r.device,
      },
      {
        id: 'received',
        label: t('admin.quarantine.received'),
        width: '130px',
        value: (r) => r.receivedAt,
        cell: (r) => moment(r.receivedAt, now),
      },
    ],
    [t, now],
  )
}
