import { Button, NativeSelect } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import type { Delivery, DeliveryState } from '../../../../shared/api/channels.ts'
import { loadDeliveries, replayChannel, replayDelivery } from '../../../flow/admin/channels.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useDesk, useNow, useT } from '../../context.tsx'
import { count, moment } from '../../format/time.ts'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import { useSave } from '../../parts/use-save.ts'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { Facts } from '../facts.tsx'
import { SaveBar } from '../save-bar.tsx'
import { SureButton } from '../sure-button.tsx'
import { usePages } from '../use-pages.ts'

const STATES: readonly DeliveryState[] = ['dead', 'waiting', 'delivered']

/** Hand-offs on their way to webhooks, mailboxes and shops: what could not be delivered and why, to be sent again. */
export function DeliveriesTab() {
  const t = useT()
  const now = useNow(60_000)
  const [state, setState] = useState<DeliveryState>('dead')
  const ask = useCallback(
    async (desk: Desk, cursor: string | null, signal: AbortSignal) => {
      const { deliveries, next } = await loadDeliveries(desk, state, cursor, signal)
      return { rows: deliveries, next }
    },
    [state],
  )
  const { rows, more, problem, loadMore, reload, replace } = usePages(ask)
  const [open, setOpen] = useState<string | null>(null)
  const columns = useColumns(now)
  const chosen = rows?.find((d) => d.id === open)
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.deliveries')}>
        {rows === null ? (
          <Asking problem={problem} reload={reload} />
        ) : (
          <RowTable
            rows={rows}
            columns={columns}
            title={t(more ? 'admin.countMore' : 'admin.count', { count: rows.length, n: count(rows.length) })}
            label={t('admin.tab.deliveries')}
            filterLabel={t('admin.deliveries.filter')}
            empty={t(`admin.deliveries.none.${state}`)}
            searchOf={(d) => `${d.channel}\n${d.lastError ?? ''}`.toLowerCase()}
            onOpen={(d) => setOpen(d.id)}
            opensOnClick
            action={
              <>
                <NativeSelect
                  aria-label={t('admin.deliveries.state')}
                  value={state}
                  data={STATES.map((value) => ({ value, label: t(`admin.deliveries.states.${value}`) }))}
                  onChange={(e) => setState(STATES.find((s) => s === e.currentTarget.value) ?? state)}
                />
                <Button onClick={more ? loadMore : reload}>{t(more ? 'admin.more' : 'admin.again')}</Button>
              </>
            }
          />
        )}
        {rows !== null && problem && <div className={css.stale}>{t('team.stale', { problem })}</div>}
      </section>
      {chosen ? (
        <DeliveryPanel
          key={chosen.id}
          delivery={chosen}
          onReplayed={(d) => replace(d.id, d.state === state ? d : null)}
          onAllReplayed={reload}
        />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.deliveries.choose')}>{t('admin.deliveries.hint')}</Empty>
        </section>
      )}
    </div>
  )
}

interface PanelProps {
  delivery: Delivery
  onReplayed(delivery: Delivery): void
  onAllReplayed(): void
}

function DeliveryPanel({ delivery: d, onReplayed, onAllReplayed }: PanelProps) {
  const t = useT()
  const desk = useDesk()
  const now = useNow(60_000)
  const { busy, problem, save } = useSave()
  const name = desk.reader.row(d.lead)?.name ?? d.lead
  const facts: [string, string][] = [
    [t('admin.deliveries.channel'), d.channel],
    [t('admin.deliveries.attempts'), count(d.attempts)],
    [t('admin.deliveries.status'), String(d.lastStatus ?? '–')],
    [t('admin.deliveries.why'), d.lastError ?? '–'],
    [t('admin.deliveries.next'), d.nextAt ? moment(d.nextAt, now) : '–'],
    [t('admin.deliveries.deliveredAt'), d.deliveredAt ? moment(d.deliveredAt, now) : '–'],
  ]
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={name}>
      <h2>{name}</h2>
      <Facts facts={facts} />
      {d.state === 'dead' && (
        <SaveBar problem={problem} busy={busy}>
          <SureButton
            label={t('admin.deliveries.replayAll', { channel: d.channel })}
            ask={t('admin.deliveries.replayAllAsk', { channel: d.channel })}
            yes={t('admin.deliveries.replayAllYes')}
            busy={busy}
            run={() =>
              save(async () => {
                const replayed = await replayChannel(desk, d.channel)
                onAllReplayed()
                return t('admin.deliveries.replayed', { count: replayed, n: count(replayed) })
              })
            }
          />
          <Button
            variant="filled"
            loading={busy}
            onClick={() =>
              void save(async () => {
                onReplayed(await replayDelivery(desk, d.id))
                return t('admin.deliveries.replayed', { count: 1, n: '1' })
              })
            }
          >
            {t('admin.deliveries.replay')}
          </Button>
        </SaveBar>
      )}
    </section>
  )
}

function useColumns(now: number): RowColumn<Delivery>[] {
  const t = useT()
  const { reader } = useDesk()
  return useMemo(() => {
    const nameOf = (d: Delivery) => reader.row(d.lead)?.name ?? d.lead.slice(-12)
    return [
      {
        id: 'lead',
        label: t('admin.deliveries.lead'),
        width: 'minmax(0, 1fr)',
        value: nameOf,
        cell: (d) => <b>{nameOf(d)}</b>,
      },
      {
        id: 'channel',
        label: t('admin.deliveries.channel'),
        width: '110px',
        value: (d) => d.channel,
        cell: (d) => d.channel,
      },
      {
        id: 'why',
        label: t('admin.deliveries.why'),
        width: 'minmax(0, 1.8fr)',
        value: (d) => d.lastError ?? '',
        cell: (d) => <span title={d.lastError ?? undefined}>{d.lastError ?? '–'}</span>,
      },
      {
        id: 'attempts',
        label: t('admin.deliveries.attempts'),
        width: '70px',
        numeric: true,
        value: (d) => d.attempts,
        cell: (d) => count(d.attempts),
      },
      {
        id: 'at',
        label: t('admin.deliveries.when'),
        width: '110px',
        value: (d) => d.deliveredAt ?? d.nextAt ?? '',
        cell: (d) => ((d.deliveredAt ?? d.nextAt) ? moment(d.deliveredAt ?? d.nextAt ?? '', now) : '–'),
      },
    ]
  }, [t, reader, now])
}
