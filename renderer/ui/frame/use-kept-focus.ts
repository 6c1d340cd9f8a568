import { type RefObject, useEffect } from 'react'
import { useParts } from '../context.tsx'

/**
 * The focus is never nowhere: where what had it goes away (a dialog that the palette opened, a button of a question that was answered),
 * it goes to the screen, so that the keys, Tab and a screen reader go on from there.
 * @param shown changes with what is on screen: what is taken off it tells nobody
 */
export function useKeptFocus(main: RefObject<HTMLElement | null>, shown: string): void {
  const { screen } = useParts()
  // biome-ignore lint/correctness/useExhaustiveDependencies: looks again when something else is on screen
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const check = () => {
      const lost = document.activeElement === null || document.activeElement === document.body
      // A dialog keeps the focus by itself.
      if (lost && !document.querySelector('[role="dialog"][aria-modal="true"]'))
        main.current?.focus({ preventScroll: true })
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
    const off = screen.subscribe(soon)
    soon()
    return () => {
      clearTimeout(timer)
      dialogs.disconnect()
      document.removeEventListener('focusout', soon)
      off()
    }
  }, [main, screen, shown])
}
