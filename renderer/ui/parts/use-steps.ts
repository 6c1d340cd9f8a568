import { startTransition, useEffect, useMemo, useRef, useState } from 'react'
import { begin, goOn, type Steps } from '../../flow/lists/steps.ts'

/**
 * What some work comes to: at once where it is short, else what it came to before, until the rest is done between other work. Null: not
 * known yet.
 * @param start keep it stable: the work begins anew when it changes
 */
export function useSteps<R>(start: () => Steps<R>): R | null {
  const begun = useMemo(() => {
    const work = start()
    return { work, first: begin(work) }
  }, [start])
  const before = useRef<R | null>(null)
  const [ended, setEnded] = useState<{ begun: object; value: R } | null>(null)
  const value = begun.first.done ? begun.first.value : ended?.begun === begun ? ended.value : before.current
  useEffect(() => {
    before.current = value
  }, [value])
  useEffect(() => {
    if (begun.first.done) return
    const over = new AbortController()
    // What it changes on screen is drawn between other work, too.
    void goOn(begun.work, over.signal, (value) => startTransition(() => setEnded({ begun, value })))
    return () => over.abort()
  }, [begun])
  return value
}
