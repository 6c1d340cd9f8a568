import { VisuallyHidden } from '@mantine/core'
import { useEffect } from 'react'
import { useParts, useScreen } from '../context.tsx'
import { Toast } from './toast.tsx'

/** What the live region says. Of its own, so that saying something renders nothing else. */
export const Said = () => (
  <VisuallyHidden role="status" aria-live="polite">
    {useScreen((s) => s.said)}
  </VisuallyHidden>
)

const PASSING_MS = 8000

/** What went wrong, else what was just done, else what somebody else did. */
export function Toasts() {
  const { screen } = useParts()
  const problem = useScreen((s) => s.problem)
  const told = useScreen((s) => s.told)
  const passing = useScreen((s) => s.passing)
  useEffect(() => {
    if (passing === null) return
    const timer = setTimeout(() => screen.setState({ passing: null }), PASSING_MS)
    return () => clearTimeout(timer)
  }, [passing, screen])
  if (problem)
    return <Toast text={problem} tone="problem" onClose={() => screen.setState({ problem: null })} />
  const close = () => screen.setState(passing ? { passing: null } : { told: null })
  const text = passing ?? told
  // It is there before what it tells: only so all screen readers tell it.
  return <div role="status">{text && <Toast text={text} tone="info" onClose={close} />}</div>
}
