import { useCallback, useEffect, useRef, useState } from 'react'

export type SaveState = 'clean' | 'typing' | 'saving' | 'saved' | 'failed'

/**
 * Saves a text a moment after the last key, one save at a time. `saved` is said only once `write` has resolved and nothing
 * was typed since. What is not saved when the component goes away is written then.
 */
export function useAutosave(
  write: (text: string) => Promise<void>,
  /** Told with the text that is not saved. */
  onFailure: (error: unknown, text: string) => void,
  delay = 400,
) {
  const [state, setState] = useState<SaveState>('clean')
  const waiting = useRef<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const running = useRef<Promise<void>>(Promise.resolve())
  const latest = useRef({ write, onFailure })
  useEffect(() => {
    latest.current = { write, onFailure }
  })

  const flush = useCallback((): Promise<void> => {
    clearTimeout(timer.current)
    running.current = running.current.then(async () => {
      const text = waiting.current
      if (text === null) return
      waiting.current = null
      setState('saving')
      try {
        await latest.current.write(text)
        setState(waiting.current === null ? 'saved' : 'typing')
      } catch (error) {
        // Kept, so that the next key or leaving the field tries again.
        waiting.current ??= text
        setState('failed')
        latest.current.onFailure(error, waiting.current)
      }
    })
    return running.current
  }, [])

  const change = useCallback(
    (text: string) => {
      waiting.current = text
      setState('typing')
      clearTimeout(timer.current)
      timer.current = setTimeout(() => void flush(), delay)
    },
    [flush, delay],
  )

  /** What is shown now was not typed here: nothing is said of it. */
  const settle = useCallback(() => setState('clean'), [])

  useEffect(() => () => void flush(), [flush])
  return { state, change, settle, flush }
}
