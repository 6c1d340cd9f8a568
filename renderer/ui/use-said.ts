import { useEffect } from 'react'
import { useParts } from './context.tsx'

/** Tells those who cannot see it what came by itself: each text when it comes; null: nothing. */
export function useSaid(text: string | null): void {
  const { screen } = useParts()
  useEffect(() => {
    if (text !== null) screen.setState({ said: text })
  }, [text, screen])
}
