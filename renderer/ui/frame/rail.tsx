import {
  IconAdjustments,
  IconAlarm,
  IconChartBar,
  IconFileImport,
  IconInbox,
  IconListDetails,
  IconPlus,
  IconSearch,
  IconSettings,
  IconUser,
  IconUserCheck,
  IconUsersGroup,
} from '@tabler/icons-react'
import type { ScreenName } from '../../state/screen.ts'
import { screensFor } from '../actions/screen-actions.ts'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'
import css from './frame.module.css'

const ICONS: Record<ScreenName, typeof IconUser> = {
  queue: IconListDetails,
  find: IconSearch,
  add: IconPlus,
  me: IconUser,
  escalations: IconAlarm,
  inbox: IconInbox,
  team: IconUsersGroup,
  policy: IconAdjustments,
  quality: IconUserCheck,
  reports: IconChartBar,
  import: IconFileImport,
  admin: IconSettings,
}

/** The way between the screens. */
export function Rail() {
  const t = useT()
  const { screen } = useParts()
  const { me } = useDesk()
  const current = useScreen((s) => s.screen)
  return (
    <nav className={css.rail} aria-label={t('frame.screens')}>
      {screensFor(me.role).map((name) => {
        const Icon = ICONS[name]
        return (
          <button
            key={name}
            type="button"
            className={`${css.railItem} ${name === 'me' ? css.railEnd : ''}`}
            aria-current={name === current ? 'page' : undefined}
            title={name === 'me' ? me.name : undefined}
            onClick={() => screen.setState({ screen: name, dialog: null })}
          >
            <Icon size={18} stroke={1.7} aria-hidden="true" />
            {t(`screen.${name}.short`)}
          </button>
        )
      })}
    </nav>
  )
}
