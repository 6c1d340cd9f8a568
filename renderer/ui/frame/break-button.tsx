import { IconCoffee } from '@tabler/icons-react'
import { useCallback, useEffect, useSyncExternalStore } from 'react'
import { useActions } from '../actions/use-actions.tsx'
import { useDesk, useNow, useParts, useScreen, useT } from '../context.tsx'
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
  useAfterCall()
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

/** A break that was asked for in a call begins when the call is over. */
function useAfterCall(): void {
  const { screen } = useParts()
  const desk = useDesk()
  const after = useScreen((s) => (typeof s.paused === 'object' ? s.paused : null))
  const isOver = useSyncExternalStore(
    useCallback((changed: () => void) => desk.reader.subscribe(changed), [desk]),
    () => {
      const work = after && desk.reader.row(after.lead)?.work
      return after !== null && !(work?.do === 'wrapUp' && work.call === after.call)
    },
  )
  useEffect(() => {
    if (isOver) screen.setState({ paused: desk.now() })
  }, [isOver, screen, desk])
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
