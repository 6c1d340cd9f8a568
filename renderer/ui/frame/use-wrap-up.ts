import { useEffect } from 'react'
import type { Action } from '../actions/action.ts'
import { isTyping } from '../actions/action.ts'
import { useDesk, useParts, useScreen } from '../context.tsx'

/** A click's or a key's own keys: they work nothing. */
const IDLE_KEYS = ['Shift', 'Control', 'Alt', 'Meta', 'CapsLock']

/**
 * After an outcome the campaign gives so many seconds for what is left to do; then the call is finished and the next lead opens. Typing
 * and dialogs stop the countdown, every other key or click begins it anew.
 * @param call id of the running call @param seconds of the campaign; undefined: as long as it takes
 */
export function useWrapUp(
  call: string | null,
  seconds: number | undefined,
  finish: Action | undefined,
): void {
  const { screen } = useParts()
  const { now } = useDesk()
  const chosen = useScreen((s) => s.disposition)
  const until = useScreen((s) => (s.wrapUp === null || s.wrapUp === 'paused' ? null : s.wrapUp))
  const hasOutcome = call !== null && chosen !== null
  const wanted = hasOutcome && seconds !== undefined

  // biome-ignore lint/correctness/useExhaustiveDependencies: another call begins it anew, another outcome does not
  useEffect(() => {
    screen.setState({ wrappingSince: hasOutcome ? now() : null })
  }, [hasOutcome, call, screen, now])

  // biome-ignore lint/correctness/useExhaustiveDependencies: another outcome, or another call, begins it anew
  useEffect(() => {
    screen.setState({ wrapUp: wanted ? now() + seconds * 1000 : null })
  }, [wanted, chosen, call, seconds, screen, now])

  useEffect(() => {
    if (!wanted) return
    const onWork = (e: Event) => {
      if (screen.getState().wrapUp === 'paused') return
      if (e instanceof KeyboardEvent && IDLE_KEYS.includes(e.key)) return
      screen.setState({ wrapUp: isTyping(e.target) ? 'paused' : now() + seconds * 1000 })
    }
    window.addEventListener('keydown', onWork, true)
    window.addEventListener('pointerdown', onWork, true)
    return () => {
      window.removeEventListener('keydown', onWork, true)
      window.removeEventListener('pointerdown', onWork, true)
    }
  }, [wanted, seconds, screen, now])

  useEffect(() => {
    if (!wanted || until === null) return
    const timer = setTimeout(() => {
      const busy = isTyping(document.activeElement) || screen.getState().dialog !== null
      // What it finishes, or why it cannot, is told; it is not tried again by itself.
      screen.setState({ wrapUp: 'paused' })
      if (!busy) void finish?.run()
    }, until - now())
    return () => clearTimeout(timer)
  }, [wanted, until, finish, screen, now])
}
