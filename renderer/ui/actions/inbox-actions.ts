import type { Action, ActionContext } from './action.ts'

const KEYS = {
  accept: ['a'],
  call: ['d'],
  action: ['n'],
  won: ['w'],
  lost: ['l'],
  return: ['r'],
  passOn: ['o'],
  next: ['j'],
  previous: ['k'],
} as const

/** What can be done to the open hand-off: each does what its button on screen does. */
export function inboxActions({ t, screen, screenName }: ActionContext): Action[] {
  if (screenName !== 'inbox') return []
  return (Object.keys(KEYS) as (keyof typeof KEYS)[]).map((what) => ({
    id: `handOff.${what}`,
    label: t(`action.handOff.${what}`),
    group: 'inbox',
    keys: KEYS[what],
    enabled: true,
    run: () => {
      const button = document.querySelector<HTMLElement>(`[data-hand-off="${what}"]:enabled`)
      if (button) button.click()
      else screen.setState({ said: t('inbox.notNow') })
    },
  }))
}
