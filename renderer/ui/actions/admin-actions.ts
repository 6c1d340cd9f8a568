import { supervises } from '../../../shared/sync/protocol.ts'
import { openAdmin } from '../../state/screen.ts'
import { adminTabsOf } from '../admin/admin-tabs.ts'
import type { Action, ActionContext } from './action.ts'

/** The tabs of the administration screen: each from everywhere, the next and the one before by keys. */
export function adminActions({ t, screen, desk, screenName }: ActionContext): Action[] {
  if (!supervises(desk.me.role) || desk.me.role === 'service') return []
  const tabs = adminTabsOf(desk.me.role).map((tab) => tab.name)
  const step = (by: number) => {
    const at = (tabs as string[]).indexOf(screen.getState().admin.tab)
    const next = tabs[(at + by + tabs.length) % tabs.length]
    if (next) openAdmin(screen, next)
  }
  const move = (id: 'nextTab' | 'previousTab', key: string, by: number): Action => ({
    id: `admin.${id}`,
    label: t(`admin.${id}`),
    group: 'screen',
    keys: [key],
    enabled: screenName === 'admin',
    run: () => step(by),
  })
  return [
    move('nextTab', ']', 1),
    move('previousTab', '[', -1),
    ...tabs.map(
      (name): Action => ({
        id: `admin.tab.${name}`,
        label: t('admin.goTo', { tab: t(`admin.tab.${name}`) }),
        group: 'screen',
        keys: [],
        enabled: true,
        run: () => openAdmin(screen, name),
      }),
    ),
  ]
}
