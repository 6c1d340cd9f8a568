import { fieldValue, isDoNotCall } from '../../../shared/lead/lead.ts'
import { finishCall } from '../../flow/finish-call.ts'
import { startCall } from '../../flow/start-call.ts'
import { openLead } from '../../state/screen.ts'
import { dial } from '../format/dial.ts'
import type { Action, ActionContext } from './action.ts'
import { isCallBack, runningCall, spoke } from './running-call.ts'
import { settleTyping } from './settle-typing.ts'

/** Dial, outcome, finish: the call from its start to the next lead. */
export function callActions(c: ActionContext): Action[] {
  const { t, view, desk, screen } = c
  const lead = view?.snapshot.lead ?? null
  const call = lead && runningCall(lead, desk.me.id)
  const phone = lead && (fieldValue(lead, 'phone') ?? fieldValue(lead, 'mobile'))
  // Read when an action runs: making the list does not depend on it.
  const chosen = () => screen.getState().disposition

  const start = (handOver: boolean) =>
    c.attempt(async () => {
      if (lead === null) return
      const number = String(phone ?? '')
      if (handOver && !(await dial(number))) throw new Error(t('call.refused'))
      await startCall(desk, lead.id, number)
      screen.setState({ said: t('call.started') })
    })

  const outcomes = (c.policy?.dispositions ?? [])
    .filter((d) => d !== (c.policy && spoke(c.policy)))
    .map(
      (d): Action => ({
        id: `disposition.${d.id}`,
        label: d.label,
        group: 'call',
        keys: [d.key],
        enabled: call !== null || (isCallBack(d) && lead !== null && !isDoNotCall(lead)),
        run: () => {
          if (isCallBack(d)) {
            screen.setState({ dialog: 'callback' })
            return
          }
          const disposition = chosen() === d.id ? null : d.id
          screen.setState({
            disposition,
            plan: null,
            said: disposition ? t('call.chosen', { outcome: d.label }) : t('call.unchosen'),
          })
        },
      }),
    )

  return [
    {
      id: 'dial',
      label: t('action.dial'),
      group: 'call',
      keys: ['d'],
      enabled: lead !== null && call === null && phone !== null && !isDoNotCall(lead),
      run: () => start(true),
    },
    {
      id: 'rangBack',
      label: t('action.rangBack'),
      group: 'call',
      keys: ['b'],
      enabled: lead !== null && call === null && !isDoNotCall(lead),
      run: () => start(false),
    },
    ...outcomes,
    {
      id: 'finish',
      label: t('action.finish'),
      group: 'call',
      keys: ['Ctrl+Enter'],
      enabled: view !== null,
      run: () =>
        c.attempt(async () => {
          const stuck = await settleTyping()
          if (stuck) throw new Error(t('fields.fixFirst', { field: stuck }))
          const next = nextLead(c)
          if (lead && call) {
            const disposition = chosen() ?? (c.policy && spoke(c.policy)?.id)
            if (!disposition) throw new Error(t('call.needsOutcome'))
            await finishCall(desk, lead.id, call.id, disposition, screen.getState().plan ?? undefined)
          }
          openLead(screen, next)
          screen.setState({
            disposition: null,
            plan: null,
            said: next ? t('call.finished') : t('queue.done'),
          })
        }),
    },
  ]
}

/** The lead after the open one; at the end, the first that is not the open one. */
export function nextLead({ queue, view }: Pick<ActionContext, 'queue' | 'view'>): string | null {
  const at = queue.findIndex((r) => r.id === view?.row.id)
  return (queue[at + 1] ?? queue.find((r) => r.id !== view?.row.id))?.id ?? null
}
