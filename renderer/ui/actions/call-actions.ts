import type { List } from '../../db/memory/list.ts'
import type { LeadRow } from '../../db/views.ts'
import { finishCall } from '../../flow/finish-call.ts'
import { promisedIn } from '../../flow/lead-of.ts'
import { placeOf } from '../../flow/lists/kept-place.ts'
import { CALL_BACK } from '../../flow/promise.ts'
import { FieldsMissing } from '../../flow/refusals.ts'
import { startCall, takeCall } from '../../flow/start-call.ts'
import { isWorkable } from '../../flow/workable.ts'
import { noteGoing, openLead } from '../../state/screen.ts'
import { contactText } from '../format/contact-text.ts'
import { dial, readable } from '../format/dial.ts'
import { rowName } from '../format/row-name.ts'
import type { Action, ActionContext } from './action.ts'
import { focusField } from './focus-field.ts'
import { outcomeActions } from './outcome-actions.ts'
import { runningCall, spoke } from './running-call.ts'
import { settleTyping } from './settle-typing.ts'

const DIAL_KEYS = ['d', 'h']

/** Dial, outcome, finish: the call from its start to the next lead. */
export function callActions(c: ActionContext): Action[] {
  const { t, view, desk, screen } = c
  const lead = view?.snapshot.lead ?? null
  const call = lead && runningCall(lead, desk.me.id)
  const begins = (id: string) => noteGoing(screen, { lead: lead?.id ?? '', call: id })
  const ready = lead !== null && call === null

  const dials = (c.numbers.length > 0 ? c.numbers : [null]).map((state, i): Action => {
    const action = {
      id: i === 0 ? 'dial' : `dial.${i + 1}`,
      label: i === 0 || !state ? t('action.dial') : t('contact.dialThis', { number: readable(state.number) }),
      group: 'call' as const,
      keys: DIAL_KEYS.slice(i, i + 1),
      enabled: ready && (state?.open ?? false),
      run: () =>
        c.attempt(async () => {
          if (!lead || !state) return
          await startCall(desk, lead.id, state.number, { online: c.online, handOver: dial, begins })
          screen.setState({ said: t('call.started') })
        }),
    }
    if (lead === null || action.enabled) return action
    if (call) return { ...action, because: t('call.goesOn') }
    return { ...action, because: state ? contactText(state, desk.now(), t) : t('lead.noPhone') }
  })

  return [
    ...dials,
    {
      id: 'rangBack',
      label: t('action.rangBack'),
      group: 'call',
      keys: ['b'],
      enabled: ready,
      ...(call && { because: t('call.goesOn') }),
      run: () =>
        c.attempt(async () => {
          if (!lead) return
          await takeCall(desk, lead.id, { begins })
          screen.setState({ said: t('call.started') })
        }),
    },
    ...outcomeActions(c),
    {
      id: 'consent',
      label: t('action.consent'),
      group: 'lead',
      keys: ['u'],
      enabled: lead !== null,
      run: () => screen.setState({ dialog: 'consent' }),
    },
    {
      id: 'pause',
      label: t('wrapUp.action'),
      group: 'call',
      keys: [';'],
      enabled: call !== null && c.policy?.wrapUpSeconds !== undefined,
      run() {
        const seconds = c.policy?.wrapUpSeconds ?? 0
        const { wrapUp } = screen.getState()
        if (wrapUp === null) return
        screen.setState({ wrapUp: wrapUp === 'paused' ? desk.now() + seconds * 1000 : 'paused' })
      },
    },
    {
      id: 'finish',
      label: t('action.finish'),
      group: 'call',
      keys: ['Ctrl+Enter'],
      enabled: view !== null,
      run: () => c.attempt(() => finish(c)),
    },
  ]
}

/** A running call gets its outcome; then the next lead. */
async function finish(c: ActionContext): Promise<void> {
  const { t, view, desk, screen, policy } = c
  const stuck = await settleTyping()
  if (stuck) throw new Error(t('fields.fixFirst', { field: stuck }))
  const lead = view?.snapshot.lead ?? null
  const call = lead && runningCall(lead, desk.me.id)
  const next = nextLead(c.queue, view?.row, desk.now())
  if (lead && call) {
    const usual = promisedIn(lead, call) ? CALL_BACK : policy && spoke(policy)?.id
    const disposition = screen.getState().disposition ?? usual
    if (!disposition) throw new Error(t('call.needsOutcome'))
    try {
      await finishCall(desk, lead.id, call.id, disposition)
    } catch (error) {
      if (error instanceof FieldsMissing && error.fields[0]) await focusField(error.fields[0])
      throw error
    }
  }
  openLead(screen, next)
  const row = next === null ? undefined : desk.reader.row(next)
  const { paused } = screen.getState()
  // The break that was asked for in the call begins with its end, which is said whichever comes first.
  const rests = typeof paused === 'number' || (paused !== null && paused.call === call?.id)
  // What is there where no lead is next tells itself.
  const done = row ? t('call.finishedNext', { lead: rowName(row, t) }) : t('call.finished')
  const said = [done, ...(rests ? [t('break.begun')] : [])]
  screen.setState({ disposition: null, said: said.join(' ') })
}

/** The lead after this one that may be worked now; at the end, the first that is another. @param now epoch milliseconds */
export function nextLead(queue: List<LeadRow>, row: LeadRow | undefined, now: number): string | null {
  const at = new Date(now).toISOString()
  const may = (other: LeadRow) => other.id !== row?.id && isWorkable(other, at)
  return (queue.find(may, placeOf(row, queue) + 1) ?? queue.find(may))?.id ?? null
}
