import { useEffect, useRef } from 'react'
import { useParts } from './context.tsx'

/** Tells those who cannot see it what came by itself: each text when it comes; null: nothing. */
export function useSaid(text: string | null): void {
  const { screen } = useParts()
  useEffect(() => {
    if (text !== null) screen.setState({ said: text })
  }, [text, screen])
}

/** Tells what is there now, after what is just being told: how that came about. */
export function useSaidToo(text: string): void {
  const { screen } = useParts()
  useEffect(() => {
    screen.setState(({ said }) => ({ said: `${said} ${text}`.trim() }))
  }, [text, screen])
}

/** What is soon over is told by its end alone. */
const PROGRESS_MS = 5000

/** Tells now and then how far something is that takes long; null: nothing goes on. */
export function useSaidProgress(text: string | null): void {
  const { screen } = useParts()
  const latest = useRef(text)
  latest.current = text
  const goesOn = text !== null
  useEffect(() => {
    if (!goesOn) return
    const timer = setInterval(() => screen.setState({ said: latest.current ?? '' }), PROGRESS_MS)
    return () => clearInterval(timer)
  }, [goesOn, screen])
}
