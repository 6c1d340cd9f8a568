import { useState } from 'react'
import type { Escalation } from '../../../shared/api/escalations.ts'
import { type EscalationCommand, settleEscalations } from '../../flow/escalations.ts'
import { sayPassing } from '../../state/screen.ts'
import { useAttempt } from '../actions/use-actions.tsx'
import { useParts, useT } from '../context.tsx'

/** What needs no further word. */
export type SimpleCommand = Extract<
  EscalationCommand,
  { what: 'acknowledge' | 'nudge' | 'take-over' }
>['what']

/** What is done about escalations, wherever they are listed; what was done is said. @param reload lists them anew */
export function useEscalationCommands(reload: () => void) {
  const t = useT()
  const { desk, screen, session } = useParts()
  const attempt = useAttempt()
  const [busy, setBusy] = useState(false)

  /** Rejects when central refuses one. */
  const command = async (on: readonly Escalation[], what: EscalationCommand) => {
    const ids = on.map((e) => e.id)
    try {
      await settleEscalations(desk, ids, what)
      sayPassing(screen, t(`escalations.said.${what.what}`, { count: ids.length }))
    } finally {
      reload()
      // What else counts them asks anew after a round.
      session.syncNow()
    }
  }
  const run = async (on: readonly Escalation[], what: SimpleCommand, then?: () => void) => {
    setBusy(true)
    await attempt(async () => {
      await command(on, { what })
      then?.()
    })
    setBusy(false)
  }
  return { busy, command, run }
}
