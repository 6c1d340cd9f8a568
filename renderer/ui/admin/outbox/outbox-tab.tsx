import { Button, NativeSelect } from '@mantine/core'
import { useCallback, useMemo, useState } from 'react'
import { MAIL_STATES, type MailListed, type MailState } from '../../../../shared/api/mail.ts'
import { loadMails } from '../../../flow/admin/mails.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useNow, useT } from '../../context.tsx'
import { count, moment } from '../../format/time.ts'
import { Chip, type Tone } from '../../parts/chip.tsx'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { usePages } from '../use-pages.ts'
import { MailPanel } from './mail-panel.tsx'

const TONES: Record<MailState, Tone> = {
  waiting: 'amber',
  sent: 'green',
  refused: 'red',
  bounced: 'red',
  complained: 'red',
  cancelled: 'grey',
  failed: 'red',
}

/** Every mail that central wrote, and what became of it. */
export function OutboxTab() {
  const t = useT()
  const now = useNow(60_000)
  const [state, setState] = useState<MailState | null>(null)
  const ask = useCallback(
    async (desk: Desk, cursor: string | null, signal: AbortSignal) => {
      const { mails, next } = await loadMails(desk, state, cursor, signal)
      return { rows: mails, next }
    },
    [state],
  )
  const { rows, more, problem, loadMore, reload, replace } = usePages(ask)
  const [open, setOpen] = useState<string | null>(null)
  const columns = useColumns(now)
  const chosen = rows?.find((m) => m.id === open)
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.outbox')}>
        {rows === null ? (
          <Asking problem={problem} reload={reload} />
        ) : (
          <RowTable
            rows={rows}
            columns={columns}
            title={t(more ? 'admin.mails.countMore' : 'admin.mails.count', {
              count: rows.length,
              n: count(rows.length),
            })}
            label={t('admin.tab.outbox')}
            filterLabel={t('admin.mails.filter')}
            empty={t('admin.mails.none')}
            searchOf={(m) => `${m.to}\n${m.subject}`.toLowerCase()}
            onOpen={(m) => setOpen(m.id)}
            opensOnClick
            action={
              <>
                <NativeSelect
                  aria-label={t('admin.mails.state')}
                  value={state ?? ''}
                  data={[
                    { value: '', label: t('admin.mails.all') },
                    ...MAIL_STATES.map((value) => ({ value, label: t(`admin.mails.states.${value}`) })),
                  ]}
                  onChange={(e) => setState(MAIL_STATES.find((s) => s === e.currentTarget.value) ?? null)}
                />
                <Button onClick={more ? loadMore : reload}>{t(more ? 'admin.more' : 'admin.again')}</Button>
              </>
            }
          />
        )}
        {rows !== null && problem && <div className={css.stale}>{t('team.stale', { problem })}</div>}
      </section>
      {chosen ? (
        <MailPanel
          key={chosen.id}
          mail={chosen}
          onSentAgain={(m) => replace(m.id, state === null || m.state === state ? m : null)}
        />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.mails.choose')}>{t('admin.mails.hint')}</Empty>
        </section>
      )}
    </div>
  )
}

function useColumns(now: number): RowColumn<MailListed>[] {
  const t = useT()
  return useMemo(
    () => [
      {
        id: 'at',
        label: t('admin.mails.at'),
        width: '100px',
        value: (m) => m.at,
        cell: (m) => moment(m.at, now),
      },
      {
        id: 'to',
        label: t('admin.to'),
        width: 'minmax(0, 1fr)',
        value: (m) => m.to,
        cell: (m) => <span title={m.to}>{m.to}</span>,
      },
      {
        id: 'subject',
        label: t('admin.subject'),
        width: 'minmax(0, 1.5fr)',
        value: (m) => m.subject,
        cell: (m) => <span title={m.subject}>{m.subject}</span>,
      },
      {
        id: 'kind',
        label: t('admin.mails.kind'),
        width: '90px',
        value: (m) => t(`admin.mails.kinds.${m.kind}`),
        cell: (m) => t(`admin.mails.kinds.${m.kind}`),
      },
      {
        id: 'state',
        label: t('admin.mails.stateShort'),
        width: '100px',
        value: (m) => m.state,
        cell: (m) => <Chip tone={TONES[m.state]}>{t(`admin.mails.states.${m.state}`)}</Chip>,
      },
    ],
    [t, now],
  )
}
