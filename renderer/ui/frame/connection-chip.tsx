import { CloseButton } from '@mantine/core'
import type { SyncStatus } from '../../db/views.ts'
import { noticeShown } from '../../state/notice.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useScreen, useT } from '../context.tsx'
import { clockSeconds, moment } from '../format/time.ts'
import { Chip, type Tone } from '../parts/chip.tsx'

/** Always visible: whether central is reached, what waits to be sent, and beside it what the person must do or know. */
export function ConnectionChip() {
  const t = useT()
  const { now } = useDesk()
  const sync = useScreen((s) => s.sync)
  const notice = useScreen(noticeShown)
  const dismiss = useActions().get('dismissNotice')
  const { tone, text } = read(sync, now(), t)
  return (
    <span
      role="status"
      aria-label={t('sync.label')}
      style={{ display: 'inline-flex', flexWrap: 'wrap', justifyContent: 'flex-end', gap: 6 }}
    >
      {sync.parked > 0 && <Chip tone="red">{t('sync.parked', { count: sync.parked })}</Chip>}
      {notice && (
        <Chip tone="red" title={notice.message}>
          <span aria-hidden="true">▲</span>
          {notice.kind === 'error' ? notice.message : t(`sync.notice.${notice.kind}`)}
          {dismiss?.enabled && (
            <CloseButton
              size={24}
              iconSize={12}
              my={-4}
              mr={-8}
              c="inherit"
              aria-label={dismiss.label}
              onClick={() => void dismiss.run()}
            />
          )}
        </Chip>
      )}
      <Chip tone={tone}>
        <span aria-hidden="true">{tone === 'green' ? '●' : '◐'}</span>
        {text}
      </Chip>
    </span>
  )
}

function read(sync: SyncStatus, now: number, t: ReturnType<typeof useT>): { tone: Tone; text: string } {
  const waiting = t('sync.waiting', { count: sync.waiting })
  if (sync.connection === 'offline') {
    const since = t('sync.offline', { at: moment(sync.since, now) })
    return {
      tone: 'amber',
      text:
        sync.waiting > 0
          ? `${since} · ${waiting} · ${t('sync.nothingLost')}`
          : `${since} · ${t('sync.nothingWaits')}`,
    }
  }
  if (sync.connection === 'connecting')
    return {
      tone: 'grey',
      text: sync.waiting > 0 ? `${t('sync.connecting')} · ${waiting}` : t('sync.connecting'),
    }
  if (sync.waiting > 0) return { tone: 'green', text: t('sync.sending', { count: sync.waiting }) }
  return {
    tone: 'green',
    text: sync.lastSyncedAt ? t('sync.synced', { at: clockSeconds(sync.lastSyncedAt) }) : t('sync.online'),
  }
}
