import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { Team } from '../../../../shared/api/accounts.ts'
import type { CampaignListed } from '../../../../shared/api/api.ts'
import type { Campaign } from '../../../../shared/sync/protocol.ts'
import { loadCampaigns } from '../../../flow/admin/campaigns.ts'
import { loadTeams } from '../../../flow/admin/people.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useDesk, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import { count } from '../../format/time.ts'
import { Chip } from '../../parts/chip.tsx'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { CampaignPanel } from './campaign-panel.tsx'
import { worksOn } from './campaign-teams.tsx'
import { NewCampaign } from './new-campaign.tsx'

const ask = async (desk: Desk, signal: AbortSignal) => {
  const [campaigns, teams] = await Promise.all([loadCampaigns(desk, signal), loadTeams(desk, signal)])
  return { campaigns, teams }
}

/** What is worked: who works it, how many leads wait, and under which policy. */
export function CampaignsTab() {
  const t = useT()
  const { me } = useDesk()
  const { data, problem, setData, reload } = useAsked(ask)
  const [open, setOpen] = useOpen('campaigns')
  const columns = useColumns(data?.teams ?? NONE)
  if (data === null) return <Asking problem={problem} reload={reload} />
  const put = (changed: Campaign) => {
    setData((d) => {
      if (d === null) return d
      const before = d.campaigns.find((c) => c.id === changed.id) ?? { open: 0, pool: 0 }
      const others = d.campaigns.filter((c) => c.id !== changed.id)
      const next: CampaignListed = { open: before.open, pool: before.pool, ...changed }
      return { ...d, campaigns: byName([...others, next]) }
    })
    setOpen(changed.id)
  }
  const chosen = data.campaigns.find((c) => c.id === open)
  // As central has it: who is bounded by a team works the campaigns that it was given.
  const makes = me.role === 'administrator' || me.team === null
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.campaigns')}>
        <RowTable
          rows={data.campaigns}
          columns={columns}
          title={t('admin.campaigns.count', {
            count: data.campaigns.length,
            n: count(data.campaigns.length),
          })}
          label={t('admin.tab.campaigns')}
          filterLabel={t('admin.campaigns.filter')}
          empty={t('admin.campaigns.none')}
          searchOf={searchOf}
          onOpen={(c) => setOpen(c.id)}
          opensOnClick
          action={
            makes && (
              <Button variant="filled" onClick={() => setOpen('new')}>
                {t('admin.campaigns.add')}
              </Button>
            )
          }
        />
      </section>
      {open === 'new' && makes ? (
        <NewCampaign onMade={put} />
      ) : chosen ? (
        <CampaignPanel
          key={chosen.id}
          campaign={chosen}
          teams={data.teams}
          onChanged={put}
          onTeam={(team) =>
            setData((d) => d && { ...d, teams: d.teams.map((x) => (x.id === team.id ? team : x)) })
          }
        />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.campaigns.choose')}>{t('admin.campaigns.hint')}</Empty>
        </section>
      )}
    </div>
  )
}

const NONE: readonly Team[] = []
const searchOf = (c: CampaignListed) => `${c.name}\n${c.id}`.toLowerCase()

function useColumns(teams: readonly Team[]): RowColumn<CampaignListed>[] {
  const t = useT()
  return useMemo(() => {
    const teamsOf = (c: CampaignListed) =>
      teams
        .filter((x) => x.kind === 'agents' && worksOn(x, c.id))
        .map((x) => x.name)
        .join(', ') || '–'
    return [
      {
        id: 'name',
        label: t('admin.campaigns.name'),
        width: 'minmax(0, 1.4fr)',
        value: (c) => c.name,
        cell: (c) => <b>{c.name}</b>,
      },
      {
        id: 'state',
        label: t('admin.campaigns.state'),
        width: '100px',
        value: (c) => Number(Boolean(c.archived)),
        cell: (c) => (
          <Chip tone={c.archived ? 'grey' : 'green'}>
            {t(c.archived ? 'admin.campaigns.aside' : 'admin.campaigns.worked')}
          </Chip>
        ),
      },
      {
        id: 'open',
        label: t('admin.campaigns.open'),
        width: '84px',
        numeric: true,
        value: (c) => c.open,
        cell: (c) => count(c.open),
      },
      {
        id: 'pool',
        label: t('admin.campaigns.pool'),
        width: '84px',
        numeric: true,
        value: (c) => c.pool,
        cell: (c) => count(c.pool),
      },
      {
        id: 'teams',
        label: t('admin.campaigns.teams'),
        width: 'minmax(0, 1.4fr)',
        value: teamsOf,
        cell: (c) => <span title={teamsOf(c)}>{teamsOf(c)}</span>,
      },
      {
        id: 'policy',
        label: t('admin.campaigns.policy'),
        width: '72px',
        numeric: true,
        value: (c) => c.policyVersion,
        cell: (c) => `v${c.policyVersion}`,
      },
    ]
  }, [t, teams])
}
