import { claimNext } from '../../flow/claim-next.ts'
import { openLead, type ScreenName } from '../../state/screen.ts'
import type { Action, ActionContext } from './action.ts'

const KEYS: Record<ScreenName, string[]> = {
  queue: ['q'],
  find: ['/', 'f'],
  add: ['a'],
  me: [],
  team: ['t'],
  quality: [],
  import: [],
}

/** Supervisors and administrators see more. */
export const screensFor = (role: string): ScreenName[] =>
  role === 'agent'
    ? ['queue', 'find', 'add', 'me']
    : ['queue', 'team', 'quality', 'import', 'find', 'add', 'me']

/** Where to look: the screens, the lead before and after, the pool. */
export function screenActions(c: ActionContext): Action[] {
  const { t, screen, desk, queue } = c
  const onQueue = c.screenName === 'queue'
  const step = (by: number) => {
    const at = queue.findIndex((r) => r.id === screen.getState().leadId)
    openLead(screen, (queue[Math.max(0, Math.min(queue.length - 1, at + by))] ?? queue[0])?.id ?? null)
  }
  const supervises = desk.me.role !== 'agent'

  return [
    ...screensFor(desk.me.role).map(
      (name): Action => ({
        id: `screen.${name}`,
        label: t(`action.screen.${name}`),
        group: 'screen',
        keys: KEYS[name],
        enabled: true,
        run: () => screen.setState({ screen: name, dialog: null }),
      }),
    ),
    {
      id: 'next',
      label: t('action.next'),
      group: 'move',
      keys: ['j', 'ArrowDown'],
      enabled: onQueue && queue.length > 0,
      run: () => step(1),
    },
    {
      id: 'previous',
      label: t('action.previous'),
      group: 'move',
      keys: ['k', 'ArrowUp'],
      enabled: onQueue && queue.length > 0,
      run: () => step(-1),
    },
    {
      id: 'claim',
      label: t('action.claim'),
      group: 'move',
      keys: ['p'],
      enabled: c.online,
      run: () =>
        c.attempt(async () => {
          const id = await claimNext(desk)
          if (id === null) screen.setState({ said: t('queue.poolEmpty') })
          else {
            screen.setState({ screen: 'queue' })
            openLead(screen, id)
          }
        }),
    },
    ...(supervises ? [reassign(c)] : []),
    {
      id: 'sync',
      label: t('action.sync'),
      group: 'screen',
      keys: [],
      enabled: true,
      run: () => c.session.syncNow(),
    },
    {
      id: 'palette',
      label: t('action.palette'),
      group: 'screen',
      keys: ['Ctrl+k'],
      enabled: true,
      run: () => c.openPalette(),
    },
    {
      id: 'keys',
      label: t('action.keys'),
      group: 'screen',
      keys: ['?'],
      enabled: true,
      run: () => screen.setState({ dialog: 'keys' }),
    },
    {
      id: 'signOut',
      label: t('action.signOut'),
      group: 'screen',
      keys: [],
      enabled: true,
      run: () => c.attempt(() => c.signOut()),
    },
  ]
}

const reassign = ({ t, screen, screenName, selected }: ActionContext): Action => ({
  id: 'reassign',
  label: t('action.reassign', { count: selected }),
  group: 'team',
  keys: ['r'],
  enabled: screenName === 'team' && selected > 0,
  run: () => screen.setState({ dialog: 'reassign' }),
})
