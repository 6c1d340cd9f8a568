import { IconCoffee } from '@tabler/icons-react'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useNow, useScreen, useT } from '../context.tsx'
import { stopwatch } from '../format/time.ts'
import { Key } from '../parts/key.tsx'
import css from './frame.module.css'

/** Always in sight for an agent, for others while they work a queue: work, or a break and since when; a press goes from one to the other. */
export function BreakButton() {
  const t = useT()
  const action = useActions().get('break')
  const since = useScreen((s) => s.paused)
  const atQueue = useScreen((s) => s.screen === 'queue')
  const { me } = useDesk()
  if (!action || (me.role !== 'agent' && !atQueue && since === null)) return null
  return (
    <button
      type="button"
      className={css.jump}
      data-paused={since !== null || undefined}
      aria-label={since === null ? t('break.take') : undefined}
      title={t(since === null ? 'break.hint' : 'break.back')}
      onClick={() => void action.run()}
    >
      <IconCoffee size={16} stroke={1.7} aria-hidden="true" />
      {since === null ? (
        <span className={css.jumpText}>{t('break.short')}</span>
      ) : typeof since === 'object' ? (
        t('break.afterCall')
      ) : (
        <Elapsed since={since} />
      )}
      <Key chord="Ctrl+b" />
    </button>
  )
}

/** Ticks by itself: nothing else is rendered with it. */
function Elapsed({ since }: { since: number }) {
  const t = useT()
  const now = useNow(1000)
  return (
    <span style={{ fontVariantNumeric: 'tabular-nums' }}>
      {t('break.on')} {stopwatch(now - since)}
    </span>
  )
}
