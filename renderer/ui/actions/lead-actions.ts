import { isDoNotCall } from '../../../shared/lead/lead.ts'
import { supervises } from '../../../shared/sync/protocol.ts'
import { missingFields } from '../../flow/missing-fields.ts'
import type { Action, ActionContext } from './action.ts'
import { answerActions } from './answer-actions.ts'
import { focusField } from './focus-field.ts'
import { identityActions } from './identity-actions.ts'
import { lastOutcome, runningCall } from './running-call.ts'
import { scriptActions } from './script-actions.ts'
import { undoAction } from './undo-action.ts'

/** The digits: what the question's answers are, and what else is done to the open lead. */
export function leadActions(c: ActionContext): Action[] {
  const { t, view, desk, screen } = c
  const missing = view && c.policy ? missingFields(view.snapshot.lead, c.policy) : []

  return [
    ...answerActions(c),
    {
      id: 'missing',
      label: t('action.missing'),
      group: 'lead',
      keys: ['m', 'Tab'],
      enabled: missing[0] !== undefined,
      ...(view && { because: t('action.noneMissing') }),
      run: () => {
        const shown = document.querySelector<HTMLElement>('[data-missing] :is(input, select)')
        if (shown) shown.focus()
        else if (missing[0]) return focusField(missing[0])
      },
    },
    {
      id: 'note',
      label: t('action.note'),
      group: 'lead',
      keys: ['e'],
      enabled: view !== null,
      run: () => document.querySelector<HTMLElement>('[data-notes]')?.focus(),
    },
    ...scriptActions(c),
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
      id: 'giveBack',
      label: t('action.giveBack'),
      group: 'lead',
      keys: [],
      enabled:
        c.online &&
        view !== null &&
        view.row.owner === desk.me.id &&
        runningCall(view.snapshot.lead, desk.me.id) === null,
      run: () => screen.setState({ dialog: 'giveBack' }),
    },
    {
      id: 'amend',
      label: t('action.amend'),
      group: 'lead',
      keys: ['o'],
      enabled: view !== null && lastOutcome(view.snapshot.lead) !== null,
      ...(view && { because: t('amend.none') }),
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
