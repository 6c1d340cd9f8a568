import { supervises } from '../../../shared/sync/protocol.ts'
import { sayPassing } from '../../state/screen.ts'
import type { Action, ActionContext } from './action.ts'

/** Who a lead is, and where its values came from: each does what its button on screen does. */
export function identityActions({ t, view, desk, screen, screenName }: ActionContext): Action[] {
  const press = (button: string, none: string) => {
    const found = document.querySelector<HTMLElement>(button)
    if (found) found.click()
    else sayPassing(screen, none)
  }
  const onPairs = screenName === 'quality'
  const decisions = (): Action[] => [
    {
      id: 'reinstate',
      label: t('action.reinstate'),
      group: 'team',
      keys: ['r'],
      enabled: onPairs,
      run: () => press('[data-reinstate]:enabled', t('quality.noneChosen')),
    },
    ...(['merge', 'apart', 'next', 'previous'] as const).map(
      (what): Action => ({
        id: `pair.${what}`,
        label: t(`action.pair.${what}`),
        group: 'team',
        keys: PAIR_KEYS[what],
        enabled: onPairs,
        run: () => press(`[data-pair="${what}"]`, t('quality.noPair')),
      }),
    ),
  ]
  return [
    {
      id: 'compare',
      label: t('action.compare'),
      group: 'lead',
      keys: ['='],
      enabled: view !== null,
      run: () => press('[data-compare]', t('identity.none')),
    },
    {
      id: 'origin',
      label: t('action.origin'),
      group: 'lead',
      keys: ['Ctrl+i'],
      enabled: view !== null,
      // In a field: of its value; else of all.
      run: () => {
        const field = document.activeElement?.closest('[data-field]')
        const own = field?.querySelector<HTMLElement>('[data-origin]')
        if (own) own.click()
        else press('[data-origins]', t('origin.empty'))
      },
    },
    {
      id: 'suggestion',
      label: t('action.suggestion'),
      group: 'lead',
      keys: ['y', 'Ctrl+.'],
      enabled: view !== null || screenName === 'add',
      run: () => press('[data-suggestion]', t('facts.noSuggestion')),
    },
    ...(supervises(desk.me.role) ? decisions() : []),
  ]
}

const PAIR_KEYS = { merge: ['m'], apart: ['n'], next: ['j'], previous: ['k'] }
