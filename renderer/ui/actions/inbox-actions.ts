import { sayPassing } from '../../state/screen.ts'
import type { Action, ActionContext } from './action.ts'

const HAND_OFF_KEYS = {
  accept: 'a',
  call: 'd',
  mail: 'm',
  action: 'n',
  won: 'w',
  lost: 'l',
  return: 'r',
  passOn: 'o',
  next: 'j',
  previous: 'k',
} as const

const ESCALATION_KEYS = { acknowledge: 'a', nudge: 'n', takeOver: 'o', reassign: 'r', resolve: 's' } as const

const POLICY_KEYS = {
  publish: 's',
  discard: 'x',
  import: 'i',
  export: 'e',
  fit: 'o',
  reload: 'r',
} as const

/** What can be done to the draft of a policy, to the open hand-off, or to the chosen escalations: each does what its button on screen does. */
export function inboxActions({ t, screen, screenName }: ActionContext): Action[] {
  const found = (button: string) => document.querySelector<HTMLElement>(`${button}:enabled`)
  const make = (id: string, label: string, key: string, button: string): Action => ({
    id,
    label,
    group: 'inbox',
    keys: [key],
    enabled: true,
    isOffered: () => found(button) !== null,
    run() {
      const there = found(button)
      if (there) there.click()
      else sayPassing(screen, t('inbox.notNow'))
    },
  })
  if (screenName === 'inbox')
    return keysOf(HAND_OFF_KEYS).map((what) =>
      make(`handOff.${what}`, t(`action.handOff.${what}`), HAND_OFF_KEYS[what], `[data-hand-off="${what}"]`),
    )
  if (screenName === 'escalations')
    return keysOf(ESCALATION_KEYS).map((what) =>
      make(
        `escalation.${what}`,
        t(`action.escalation.${what}`),
        ESCALATION_KEYS[what],
        `[data-escalation="${what}"]`,
      ),
    )
  if (screenName === 'policy')
    return keysOf(POLICY_KEYS).map((what) => ({
      ...make(`policy.${what}`, t(`action.policy.${what}`), POLICY_KEYS[what], `[data-policy="${what}"]`),
      group: 'policy',
    }))
  return []
}

const keysOf = <K extends string>(record: Record<K, string>): K[] => Object.keys(record) as K[]
