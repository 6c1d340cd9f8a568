import { closeLeads, openReport, type ReportTab } from '../../state/screen.ts'
import { lastDays, WEEK } from '../reports/span.ts'
import type { Action, ActionContext } from './action.ts'

/** What a supervisor does on the team screen. */
export function teamActions({ t, screen, desk, screenName, selected, leadsShown }: ActionContext): Action[] {
  const onTeam = screenName === 'team'
  const report = (id: 'reportFlow' | 'reportPayOff', key: string, tab: ReportTab): Action => ({
    id,
    label: t(`team.action.${id}`),
    group: 'team',
    keys: [key],
    enabled: onTeam,
    run: () =>
      openReport(screen, {
        tab,
        days: lastDays(WEEK, desk.now()),
        campaign: screen.getState().teamCampaign,
      }),
  })
  return [
    {
      id: 'reassign',
      label: t('action.reassign', { count: selected }),
      group: 'team',
      keys: ['r'],
      enabled: onTeam,
      run: () => screen.setState({ dialog: 'reassign' }),
    },
    {
      id: 'allLeads',
      label: t('team.action.allLeads'),
      group: 'team',
      keys: ['o'],
      enabled: onTeam && !leadsShown,
      run: () => screen.setState({ allLeads: true }),
    },
    {
      id: 'overview',
      label: t('team.action.overview'),
      group: 'team',
      keys: ['Escape'],
      enabled: onTeam && leadsShown,
      run: () => closeLeads(screen),
    },
    report('reportFlow', 'g', 'flow'),
    report('reportPayOff', 'm', 'payOff'),
  ]
}
