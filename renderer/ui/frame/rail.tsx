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
import { supervises } from '../../../shared/sync/protocol.ts'
import type { ScreenName } from '../../state/screen.ts'
import { screensFor } from '../actions/screen-actions.ts'
import { useDesk, useParts, useScreen, useT } from '../context.tsx'
import { count } from '../format/time.ts'
import css from './frame.module.css'
import { useOpenEscalations } from './use-open-escalations.ts'

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

/** More than that would not fit beside an icon. */
const MOST = 99

/** The way between the screens. */
export function Rail() {
  const t = useT()
  const { screen } = useParts()
  const { me } = useDesk()
  const current = useScreen((s) => s.screen)
  const open = useOpenEscalations(supervises(me.role))
  return (
    <nav className={css.rail} aria-label={t('frame.screens')}>
      {screensFor(me.role).map((name) => {
        const Icon = ICONS[name]
        const title = t(`screen.${name}.short`)
        const n = name === 'escalations' ? open : 0
        return (
          <button
            key={name}
            type="button"
            className={`${css.railItem} ${name === 'me' ? css.railEnd : ''}`}
            aria-current={name === current ? 'page' : undefined}
            aria-label={n > 0 ? t('frame.withOpen', { screen: title, n: count(n) }) : undefined}
            title={name === 'me' ? me.name : undefined}
            onClick={() => screen.setState({ screen: name, dialog: null })}
          >
            <Icon size={18} stroke={1.7} aria-hidden="true" />
            {title}
            {n > 0 && <span className={css.railCount} data-count={n > MOST ? `${MOST}+` : n} />}
          </button>
        )
      })}
    </nav>
  )
}
