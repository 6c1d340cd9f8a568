import { VisuallyHidden } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import type { QueueSummary } from '../../../shared/api/api.ts'
import { useT } from '../context.tsx'
import { stateWords } from './agent-state.tsx'

/** So many at once are told one by one; of more only how many. */
const FEW = 3

/** Tells those who cannot see it who does something else now; politely, and never what just ticks. */
export function StateChanges({ queues }: { queues: readonly QueueSummary[] | null }) {
  const t = useT()
  const before = useRef<Map<string, string> | null>(null)
  const [said, setSaid] = useState('')
  useEffect(() => {
    if (queues === null) return
    const states = new Map(
      queues.flatMap((q) => (q.person ? [[q.person.name, stateWords(t, q)] as const] : [])),
    )
    const known = before.current
    before.current = states
    if (known === null) return
    const changed = [...states].filter(([name, state]) => known.get(name) !== state)
    if (changed.length === 0) return
    setSaid(
      changed.length > FEW
        ? t('team.changed', { count: changed.length })
        : changed.map(([name, state]) => `${name}: ${state}`).join('. '),
    )
  }, [queues, t])
  return (
    <VisuallyHidden role="status" aria-live="polite">
      {said}
    </VisuallyHidden>
  )
}
