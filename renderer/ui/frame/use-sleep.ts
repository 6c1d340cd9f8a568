import { useEffect } from 'react'

const LOOK_MS = 5000
const SLEPT_MS = 60_000
/** A page in the background is woken about once a minute only. */
const SLEPT_HIDDEN_MS = 150_000

/** Calls back after the machine slept, with the moment (epoch milliseconds, this machine's clock) at which it was last awake. */
export function useSleep(onSlept: (awakeUntil: number) => void): void {
  useEffect(() => {
    let last = Date.now()
    let hidden = document.hidden
    const timer = setInterval(() => {
      const [before, now] = [last, Date.now()]
      last = now
      const allowed = hidden || document.hidden ? SLEPT_HIDDEN_MS : SLEPT_MS
      hidden = document.hidden
      if (now - before > allowed) onSlept(before)
    }, LOOK_MS)
    return () => clearInterval(timer)
  }, [onSlept])
}
