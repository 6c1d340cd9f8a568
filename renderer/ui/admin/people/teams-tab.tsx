import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { Team } from '../../../../shared/api/accounts.ts'
import { loadTeams } from '../../../flow/admin/people.ts'
import { useDesk, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import { count } from '../../format/time.ts'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { TeamForm } from './team-form.tsx'

/** Who works together: agents with the campaigns whose pool they work, Sales, partners. */
export function TeamsTab() {
  const t = useT()
  const { me } = useDesk()
  const { data, problem, setData, reload } = useAsked(loadTeams)
  const [open, setOpen] = useOpen('teams')
  const columns = useColumns()
  if (data === null) return <Asking problem={problem} reload={reload} />
  const manages = me.role === 'administrator'
  const team = data.find((x) => x.id === open) ?? null
  const put = (changed: Team) => {
    setData((d) => d && byName([...d.filter((x) => x.id !== changed.id), changed]))
    setOpen(changed.id)
  }
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.teams')}>
        <RowTable
          rows={data}
          columns={columns}
          title={t('admin.teams.count', { count: data.length, n: count(data.length) })}
          label={t('admin.tab.teams')}
          filterLabel={t('admin.teams.filter')}
          empty={t('admin.teams.none')}
          searchOf={(x) => x.name.toLowerCase()}
          onOpen={(x) => setOpen(x.id)}
          opensOnClick
          action={
            manages && (
              <Button variant="filled" onClick={() => setOpen('new')}>
                {t('admin.teams.add')}
              </Button>
            )
          }
        />
      </section>
      {manages && (team !== null || open === 'new') ? (
        <TeamForm
          key={team?.id ?? 'new'}
          team={team}
          onSaved={put}
          onDeleted={(id) => {
            setData((d) => d?.filter((x) => x.id !== id) ?? null)
            setOpen(null)
          }}
        />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t(manages ? 'admin.teams.choose' : 'admin.teams.readOnly')}>
            {t('admin.teams.hint')}
          </Empty>
        </section>
      )}
    </div>
  )
}

function useColumns(): RowColumn<Team>[] {
  const t = useT()
  const { reader } = useDesk()
  return useMemo(() => {
    const campaignsOf = (team: Team) =>
      team.campaigns === null
        ? t('admin.teams.all')
        : team.campaigns.map((id) => reader.campaigns().find((c) => c.id === id)?.name ?? id).join(', ') ||
          '–'
    return [
      {
        id: 'name',
        label: t('admin.teams.name'),
        width: 'minmax(0, 1fr)',
        value: (x) => x.name,
        cell: (x) => <b>{x.name}</b>,
      },
      {
        id: 'kind',
        label: t('admin.teams.kind'),
        width: '130px',
        value: (x) => t(`admin.teams.kinds.${x.kind}`),
        cell: (x) => t(`admin.teams.kinds.${x.kind}`),
      },
      {
        id: 'campaigns',
        label: t('admin.teams.campaigns'),
        width: 'minmax(0, 1.6fr)',
        value: campaignsOf,
        cell: (x) => <span title={campaignsOf(x)}>{campaignsOf(x)}</span>,
      },
    ]
  }, [t, reader])
}
