import { VisuallyHidden } from '@mantine/core'
import { useParts, useScreen } from '../context.tsx'
import { Toast } from './toast.tsx'

/** What the live region says. Of its own, so that saying something renders nothing else. */
export const Said = () => (
  <VisuallyHidden role="status" aria-live="polite">
    {useScreen((s) => s.said)}
  </VisuallyHidden>
)

/** What went wrong, else what somebody else did. */
export function Toasts() {
  const { screen } = useParts()
  const problem = useScreen((s) => s.problem)
  const told = useScreen((s) => s.told)
  if (problem)
    return <Toast text={problem} tone="problem" onClose={() => screen.setState({ problem: null })} />
  return told && <Toast text={told} tone="info" onClose={() => screen.setState({ told: null })} />
}
