import { isDoNotCall } from '../../../shared/lead/lead.ts'
import { supervises } from '../../../shared/sync/protocol.ts'
import { answer, decline } from '../../flow/answer.ts'
import type { Action, ActionContext } from './action.ts'
import { identityActions } from './identity-actions.ts'
import { lastOutcome } from './running-call.ts'
import { undoAction } from './undo-action.ts'

/** The digits: what the question's answers are, and what else is done to the open lead. */
export function leadActions(c: ActionContext): Action[] {
  const { t, view, desk, screen } = c
  const asks =
    view !== null &&
    view.explanation.decision.state === 'needsInformation' &&
    !isDoNotCall(view.snapshot.lead)
  const asked = asks ? view.explanation.ask[0] : undefined

  const save = (label: string, write: () => Promise<unknown>) =>
    c.attempt(async () => {
      if (screen.getState().answering) return
      screen.setState({ answering: true })
      try {
        await write()
        screen.setState({ answering: false, said: t('ask.saved', { answer: label }) })
      } catch (error) {
        screen.setState({ answering: false })
        throw error
      }
    })

  const answers =
    view && asked
      ? asked.outcomes.map(
          (o, i): Action => ({
            id: `answer.${i + 1}`,
            label: t('action.answer', { answer: o.label }),
            group: 'lead',
            keys: i < 9 ? [String(i + 1)] : [],
            enabled: true,
            run: () => save(o.label, () => answer(desk, view.row.id, asked.field, o.answer)),
          }),
        )
      : []

  return [
    ...answers,
    {
      id: 'decline',
      label: t('ask.wouldNotSay'),
      group: 'lead',
      keys: ['0'],
      enabled: asked !== undefined,
      run: () =>
        view && asked ? save(t('ask.wouldNotSay'), () => decline(desk, view.row.id, asked.field)) : undefined,
    },
    {
      id: 'missing',
      label: t('action.missing'),
      group: 'lead',
      keys: ['m'],
      enabled: view !== null,
      run: () => document.querySelector<HTMLElement>('[data-missing] :is(input, select)')?.focus(),
    },
    {
      id: 'note',
      label: t('action.note'),
      group: 'lead',
      keys: ['e'],
      enabled: view !== null,
      run: () => document.querySelector<HTMLElement>('[data-notes]')?.focus(),
    },
    undoAction(c),
    ...identityActions(c),
    {
      id: 'route',
      label: t('action.route'),
      group: 'lead',
      keys: ['g'],
      enabled: view !== null,
      run: () => screen.setState({ dialog: 'route' }),
    },
    {
      id: 'skip',
      label: t('action.skip'),
      group: 'lead',
      keys: ['z'],
      enabled: view !== null,
      run: () => screen.setState({ dialog: 'skip' }),
    },
    {
      id: 'amend',
      label: t('action.amend'),
      group: 'lead',
      keys: ['o'],
      enabled: view !== null && lastOutcome(view.snapshot.lead) !== null,
      run: () => screen.setState({ dialog: 'amend' }),
    },
    ...(supervises(desk.me.role)
      ? [
          {
            id: 'lift',
            label: t('action.lift'),
            group: 'lead' as const,
            keys: [],
            enabled: view !== null && isDoNotCall(view.snapshot.lead),
            run: () => screen.setState({ dialog: 'lift' }),
          },
        ]
      : []),
  ]
}
