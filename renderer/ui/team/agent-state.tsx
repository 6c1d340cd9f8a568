import type { TFunction } from 'i18next'
import type { QueueSummary } from '../../../shared/api/api.ts'
import { useNow, useT } from '../context.tsx'
import { span, stopwatch } from '../format/time.ts'
import { Chip, type Tone } from '../parts/chip.tsx'

const TONES: Record<NonNullable<QueueSummary['device']>['state'], Tone> = {
  ready: 'green',
  onCall: 'green',
  wrapUp: 'blue',
  paused: 'grey',
}

/** What an agent does now, and since when. */
export function AgentState({ queue, now }: { queue: QueueSummary; now: number }) {
  const t = useT()
  const { device, absence } = queue
  if (!queue.told) return null
  const isAway = absence !== null && Date.parse(absence.from) <= now
  if (isAway && !device?.online) return <Chip>{t('team.absent')}</Chip>
  if (device === null) return <Chip>{t('team.neverSeen')}</Chip>
  if (!device.online && !queue.signedIn) return <Chip>{t('team.signedOut')}</Chip>
  if (!device.online)
    return <Chip tone="amber">{t('team.offline', { span: span(now - Date.parse(device.seenAt), t) })}</Chip>
  return (
    <Chip tone={TONES[device.state]}>
      {t(`team.device.${device.state}`)}
      {device.state !== 'ready' && device.since !== null && <Since at={device.since} />}
    </Chip>
  )
}

/** Ticks by itself: nothing else is rendered with it. Not read out: who listens hears of changes, not of seconds. */
function Since({ at }: { at: string }) {
  const now = useNow(1000)
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums' }} aria-hidden="true">
      {stopwatch(now - Date.parse(at))}
    </span>
  )
}

/** In words what an agent does, without times: what the live region tells when it changes. */
export function stateWords(t: TFunction, { device, signedIn, told }: QueueSummary): string {
  if (!told) return ''
  if (device === null) return t('team.neverSeen')
  if (device.online) return t(`team.device.${device.state}`)
  return signedIn ? t('team.isOffline') : t('team.signedOut')
}
