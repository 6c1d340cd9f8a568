import { useMemo } from 'react'
import type { Distribution } from '../../../../shared/api/distribution.ts'
import { loadDistributions } from '../../../flow/admin/distribution.ts'
import { loadPeople, loadTeams } from '../../../flow/admin/people.ts'
import type { Desk } from '../../../flow/desk.ts'
import { useDesk, useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { RulesPanel } from './rules-panel.tsx'

type Row = Distribution & { id: string }

/** To whom leads are dealt: the others have no people in Leadwright. */
const DEALT = ['sales', 'partner', 'callCenter'] as const

const ask = async (desk: Desk, signal: AbortSignal) => {
  const [distributions, teams, people] = await Promise.all([
    loadDistributions(desk, signal),
    loadTeams(desk, signal),
    loadPeople(desk, signal),
  ])
  return { distributions, teams, people }
}

/** Who of a channel gets what: the first rule that holds. */
export function DistributionTab() {
  const t = useT()
  const { data, problem, setData, reload } = useAsked(ask)
  const [open, setOpen] = useOpen('distribution')
  const columns = useColumns()
  const rows = useMemo(() => rowsOf(data?.distributions ?? []), [data])
  if (data === null) return <Asking problem={problem} reload={reload} />
  const chosen = rows.find((r) => r.id === open)
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.distribution')}>
        <RowTable
          rows={rows}
          columns={columns}
          title={t('admin.channels.count', { count: rows.length, n: count(rows.length) })}
          label={t('admin.tab.distribution')}
          filterLabel={t('admin.channels.filter')}
          empty={t('admin.channels.none')}
          searchOf={(r) => r.id.toLowerCase()}
          onOpen={(r) => setOpen(r.id)}
          opensOnClick
        />
      </section>
      {chosen ? (
        <RulesPanel
          key={`${chosen.id} ${chosen.version}`}
          id={chosen.id}
          distribution={chosen}
          teams={data.teams}
          people={data.people}
          onReload={reload}
          onSaved={(saved) =>
            setData(
              (d) =>
                d && {
                  ...d,
                  distributions: [...d.distributions.filter((x) => idOf(x) !== idOf(saved)), saved],
                },
            )
          }
        />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.channels.choose')}>{t('admin.distribution.hint')}</Empty>
        </section>
      )}
    </div>
  )
}

const idOf = ({ channel, campaign }: Distribution) => (campaign === null ? channel : `${channel}@${campaign}`)

function rowsOf(saved: readonly Distribution[]): Row[] {
  const unsaid = DEALT.filter((channel) => !saved.some((d) => idOf(d) === channel)).map((channel) => ({
    channel,
    campaign: null,
    rules: [],
    version: 0,
  }))
  return [...saved, ...unsaid].map((d) => ({ ...d, id: idOf(d) })).sort((a, b) => a.id.localeCompare(b.id))
}

function useColumns(): RowColumn<Row>[] {
  const t = useT()
  const { reader } = useDesk()
  return useMemo(() => {
    const campaignOf = ({ campaign }: Row) =>
      campaign === null
        ? t('admin.channels.allCampaigns')
        : (reader.campaigns().find((c) => c.id === campaign)?.name ?? campaign)
    return [
      {
        id: 'channel',
        label: t('admin.channels.channel'),
        width: '150px',
        value: (r) => t(`admin.distribution.of.${r.channel}`),
        cell: (r) => <b>{t(`admin.distribution.of.${r.channel}`)}</b>,
      },
      {
        id: 'campaign',
        label: t('admin.channels.campaign'),
        width: '140px',
        value: campaignOf,
        cell: campaignOf,
      },
      {
        id: 'rules',
        label: t('admin.distribution.rules'),
        width: 'minmax(0, 1fr)',
        value: (r) => r.rules.map((x) => x.name).join(', '),
        cell: (r) => r.rules.map((x) => x.name).join(', ') || t('admin.distribution.noRules'),
      },
    ]
  }, [t, reader])
}
