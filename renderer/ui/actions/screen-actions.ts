import { type Person, supervises } from '../../../shared/sync/protocol.ts'
import { claimNext } from '../../flow/claim-next.ts'
import { openLead, type ScreenName, sayPassing } from '../../state/screen.ts'
import { filterName } from '../desk/filters/use-filters.ts'
import type { Action, ActionContext } from './action.ts'
import { teamActions } from './team-actions.ts'

const KEYS: Record<ScreenName, string[]> = {
  queue: ['q'],
  find: ['/'],
  add: ['a'],
  me: [],
  inbox: [],
  escalations: [],
  team: ['t'],
  policy: [],
  quality: [],
  reports: [],
  import: [],
  admin: [],
}

/** Supervisors and administrators see more; who takes hand-offs has no leads on this machine. */
export function screensFor(role: Person['role']): ScreenName[] {
  if (supervises(role))
    return [
      'queue',
      'team',
      'escalations',
      'inbox',
      'policy',
      'quality',
      'reports',
      'import',
      'find',
      'add',
      'admin',
      'me',
    ]
  return role === 'agent' ? ['queue', 'find', 'add', 'me'] : ['inbox', 'me']
}

/** Where to look: the screens, the lead before and after, the pool. */
export function screenActions(c: ActionContext): Action[] {
  const { t, screen, desk, queue, kept } = c
  const onQueue = c.screenName === 'queue'
  const step = (by: number) => {
    const { leadId } = screen.getState()
    const at = leadId === null ? -1 : kept.of(queue, desk.reader.row(leadId))
    openLead(screen, queue.at(Math.max(0, Math.min(queue.length - 1, at + by)))?.id ?? null)
  }
  const supervising = supervises(desk.me.role)

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
      id: 'backToCall',
      label: t('action.backToCall'),
      group: 'call',
      keys: ['Backspace'],
      enabled: c.going !== null,
      run() {
        screen.setState({ screen: 'queue', dialog: null })
        if (c.going) openLead(screen, c.going.lead)
      },
    },
    {
      id: 'filters',
      label: t('filters.action'),
      group: 'move',
      keys: ['f'],
      enabled: onQueue,
      run: () => screen.setState({ dialog: 'filters' }),
    },
    ...c.filters.all().map(
      (f): Action => ({
        id: `filter.${f.id}`,
        label: t('filters.choose', { name: filterName(f, t) }),
        group: 'move',
        keys: [],
        enabled: true,
        run: () => screen.setState({ screen: 'queue', filter: f.id }),
      }),
    ),
    {
      id: 'claim',
      label: t('action.claim'),
      group: 'move',
      keys: ['p'],
      enabled: c.online,
      because: t('queue.poolOffline'),
      run: () =>
        c.attempt(async () => {
          const id = await claimNext(desk)
          if (id === null) sayPassing(screen, t('queue.poolEmpty'))
          else {
            screen.setState({ screen: 'queue', taken: id })
            openLead(screen, id)
          }
        }),
    },
    ...(desk.me.role === 'agent' || supervising ? [breakAction(c)] : []),
    ...(supervising ? teamActions(c) : []),
    {
      id: 'sync',
      label: t('action.sync'),
      group: 'screen',
      keys: [],
      enabled: true,
      run: () => c.session.syncNow(),
    },
    {
      id: 'dismissNotice',
      label: t('action.dismissNotice'),
      group: 'screen',
      keys: [],
      enabled: c.notice !== null,
      run() {
        screen.setState({ dismissed: c.notice })
        sayPassing(screen, t('frame.dismissed'))
      },
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

/** Supervisors see it (team screen); in a call it begins after the call, and counts from then. */
const breakAction = ({ t, screen, desk }: ActionContext): Action => ({
  id: 'break',
  label: t('break.action'),
  group: 'screen',
  keys: ['Ctrl+b'],
  enabled: true,
  run() {
    const { paused, going } = screen.getState()
    if (paused !== null) {
      screen.setState({ paused: null, said: t('break.ended') })
      return
    }
    const [call] = going
    screen.setState(
      call
        ? { paused: call, said: t('break.afterCallHint') }
        : { paused: desk.now(), said: t('break.begun') },
    )
  },
})
