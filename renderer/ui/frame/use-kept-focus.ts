import { type RefObject, useEffect, useRef } from 'react'
import { useParts } from '../context.tsx'

const DIALOG = '[role="dialog"][aria-modal="true"]'

/**
 * The focus is never nowhere: where what had it goes away (a dialog, a button of a question that was answered), it goes to where the
 * dialog was opened, or to the screen, so that the keys, Tab and a screen reader go on from there.
 * @param shown changes with what is on screen: what is taken off it tells nobody
 */
export function useKeptFocus(main: RefObject<HTMLElement | null>, shown: string): void {
  const { screen } = useParts()
  /** What had the focus last, but for dialogs; `opener`: while it is in a dialog that was opened from there. */
  const last = useRef<Record<'opener' | 'outside', HTMLElement | null>>({ opener: null, outside: null })
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when something else is on screen
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const check = () => {
      const lost = document.activeElement === null || document.activeElement === document.body
      // A dialog keeps the focus by itself.
      if (!lost || document.querySelector(DIALOG)) return
      const { opener } = last.current
      last.current = { opener: null, outside: null }
      if (opener?.isConnected) opener.focus({ preventScroll: true })
      if (document.activeElement !== opener) main.current?.focus({ preventScroll: true })
    }
    const note = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return
      const { outside } = last.current
      last.current = target.closest(DIALOG) ? { opener: outside, outside } : { opener: null, outside: target }
    }
    // After whatever takes the focus next has taken it.
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(check)
    }
    const dialogs = new MutationObserver(() => {
      follow()
      soon()
    })
    // Those that were closed leave the place they share, which stays.
    const follow = () => {
      for (const place of [document.body, ...document.querySelectorAll('[data-portal]')])
        dialogs.observe(place, { childList: true })
    }
    follow()
    document.addEventListener('focusout', soon)
    document.addEventListener('focusin', note)
    const off = screen.subscribe(soon)
    soon()
    return () => {
      clearTimeout(timer)
      dialogs.disconnect()
      document.removeEventListener('focusout', soon)
      document.removeEventListener('focusin', note)
      off()
    }
  }, [main, screen, shown])
}
