import { CloseButton, VisuallyHidden } from '@mantine/core'
import type { SyncStatus } from '../../db/views.ts'
import { noticeShown } from '../../state/notice.ts'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useScreen, useT } from '../context.tsx'
import { clockSeconds, moment } from '../format/time.ts'
import { Chip, type Tone } from '../parts/chip.tsx'
import css from './frame.module.css'

/** Always visible: whether central is reached, what waits to be sent, and beside it what the person must do or know. What ticks with every round is told to nobody. */
export function ConnectionChip() {
  const t = useT()
  const { now } = useDesk()
  const sync = useScreen((s) => s.sync)
  const notice = useScreen(noticeShown)
  const dismiss = useActions().get('dismissNotice')
  const { tone, text } = read(sync, now(), t)
  return (
    <span role="status" aria-live="off" aria-label={t('sync.label')} className={css.connection}>
      {sync.parked > 0 && <Chip tone="red">{t('sync.parked', { count: sync.parked })}</Chip>}
      {notice && (
        <Chip tone="red" title={notice.message}>
          <span aria-hidden="true">▲</span>
          {noticeText(notice, t)}
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

/** Tells those who cannot see it when central comes within reach or out of it, what was refused, and what must be done. */
export function ConnectionTold() {
  const t = useT()
  const { now } = useDesk()
  const { connection, since, parked } = useScreen((s) => s.sync)
  const notice = useScreen(noticeShown)
  const reached = {
    online: t('sync.online'),
    connecting: '',
    offline: `${t('sync.offline', { at: moment(since, now()) })}, ${t('sync.nothingLost')}`,
  }[connection]
  return (
    <VisuallyHidden role="status" aria-atomic={false}>
      <span>{reached}</span>
      <span>{parked > 0 && t('sync.parked', { count: parked })}</span>
      <span>{notice && noticeText(notice, t)}</span>
    </VisuallyHidden>
  )
}

const noticeText = (notice: NonNullable<SyncStatus['notice']>, t: ReturnType<typeof useT>): string =>
  notice.kind === 'error' ? notice.message : t(`sync.notice.${notice.kind}`)

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
