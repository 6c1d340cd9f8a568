import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useParts, useScreen } from '../context.tsx'
import { Toast } from './toast.tsx'

/** As long as it takes to be noticed: the same words said again are a change again. */
const SAYING_MS = 1000

/** What the live region says. Of its own, so that saying something renders nothing else. */
export function Said() {
  const { screen } = useParts()
  const said = useScreen((s) => s.said)
  useEffect(() => {
    if (said === '') return
    const timer = setTimeout(() => screen.setState({ said: '' }), SAYING_MS)
    return () => clearTimeout(timer)
  }, [said, screen])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  )
}

const PASSING_MS = 8000
/** What others did is read between other things. */
const TOLD_MS = 30_000

/** What went wrong, else what was just done, else what somebody else did; the last two go with the screen they were told on. */
export function Toasts() {
  const { screen } = useParts()
  const name = useScreen((s) => s.screen)
  const problem = useScreen((s) => s.problem)
  const told = useScreen((s) => s.told)
  const passing = useScreen((s) => s.passing)
  const before = useRef({ name, told, passing })
  useEffect(() => {
    const was = before.current
    before.current = { name, told, passing }
    if (was.name === name) return
    // What is told with the change of the screen belongs to the new one.
    if (told === was.told) screen.setState({ told: null })
    if (passing === was.passing) screen.setState({ passing: null })
  }, [name, told, passing, screen])
  useEffect(() => {
    if (passing === null) return
    const timer = setTimeout(() => screen.setState({ passing: null }), PASSING_MS)
    return () => clearTimeout(timer)
  }, [passing, screen])
  useEffect(() => {
    if (told === null) return
    // Nobody has read what stands where nobody looks.
    const go = () => document.hidden || screen.setState({ told: null })
    let timer = setTimeout(go, TOLD_MS)
    const again = () => {
      clearTimeout(timer)
      timer = setTimeout(go, TOLD_MS)
    }
    document.addEventListener('visibilitychange', again)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', again)
    }
  }, [told, screen])
  const close = () => screen.setState(passing ? { passing: null } : { told: null })
  const text = passing?.text ?? told
  // It is there before what it tells: only so all screen readers tell it. The same words once more are new ones.
  return (
    <>
      {problem && <Toast text={problem} tone="problem" onClose={() => screen.setState({ problem: null })} />}
      <div role="status">
        {text && !problem && <Toast key={passing?.turn} text={text} tone="info" onClose={close} />}
      </div>
    </>
  )
}
