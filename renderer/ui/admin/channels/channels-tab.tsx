import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import { type Channel, HOOKED_CHANNELS, type HookedChannel } from '../../../../shared/api/channels.ts'
import { loadChannels } from '../../../flow/admin/channels.ts'
import { useDesk, useT } from '../../context.tsx'
import { count } from '../../format/time.ts'
import { Chip } from '../../parts/chip.tsx'
import { Empty } from '../../parts/empty.tsx'
import parts from '../../parts/parts.module.css'
import { type RowColumn, RowTable } from '../../parts/row-table.tsx'
import css from '../admin.module.css'
import { Asking } from '../asking.tsx'
import { useAsked } from '../use-asked.ts'
import { useOpen } from '../use-draft.ts'
import { ChannelPanel } from './channel-panel.tsx'
import { NewChannel } from './new-channel.tsx'

/** A channel as it was set up, or as it is while nothing was. */
export interface Place {
  id: string
  channel: HookedChannel
  campaign: string | null
  /** null: nothing was set up. */
  set: Channel | null
}

/** Where hand-offs go: Leadwright's own inbox and campaigns, or a webhook, mail, a shop. */
export function ChannelsTab() {
  const t = useT()
  const { data, problem, setData, reload } = useAsked(loadChannels)
  const [open, setOpen] = useOpen('channels')
  const [added, setAdded] = useState<Place | null>(null)
  const columns = useColumns()
  const rows = useMemo(() => placesOf(data ?? []), [data])
  if (data === null) return <Asking problem={problem} reload={reload} />
  const place = rows.find((r) => r.id === open) ?? (added?.id === open ? added : undefined)
  const put = (id: string, channel: Channel | null) =>
    setData((d) => d && [...d.filter((c) => c.id !== id), ...(channel ? [channel] : [])])
  return (
    <div className={css.split}>
      <section className={`${parts.card} ${css.list}`} aria-label={t('admin.tab.channels')}>
        <RowTable
          rows={rows}
          columns={columns}
          title={t('admin.channels.count', { count: rows.length, n: count(rows.length) })}
          label={t('admin.tab.channels')}
          filterLabel={t('admin.channels.filter')}
          empty={t('admin.channels.none')}
          searchOf={(r) => r.id.toLowerCase()}
          onOpen={(r) => setOpen(r.id)}
          opensOnClick
          action={<Button onClick={() => setOpen('new')}>{t('admin.channels.forOne')}</Button>}
        />
      </section>
      {open === 'new' ? (
        <NewChannel
          taken={rows.map((r) => r.id)}
          onChosen={(chosen) => {
            setAdded(chosen)
            setOpen(chosen.id)
          }}
        />
      ) : place ? (
        <ChannelPanel key={place.id} place={place} onChanged={(channel) => put(place.id, channel)} />
      ) : (
        <section className={`${parts.card} ${css.side}`}>
          <Empty title={t('admin.channels.choose')}>{t('admin.channels.chooseHint')}</Empty>
        </section>
      )}
    </div>
  )
}

/** Each channel for all campaigns, set up or not, and those of one campaign. */
function placesOf(channels: readonly Channel[]): Place[] {
  const common = HOOKED_CHANNELS.map((channel): Place => {
    const set = channels.find((c) => c.id === channel) ?? null
    return { id: channel, channel, campaign: null, set }
  })
  const own = channels
    .filter((c) => c.campaign !== null)
    .map((c): Place => ({ id: c.id, channel: c.channel, campaign: c.campaign, set: c }))
  return HOOKED_CHANNELS.flatMap((name) => [...common, ...own].filter((p) => p.channel === name))
}

function useColumns(): RowColumn<Place>[] {
  const t = useT()
  const { reader } = useDesk()
  return useMemo(() => {
    const campaignOf = (id: string | null) =>
      id === null
        ? t('admin.channels.allCampaigns')
        : (reader.campaigns().find((c) => c.id === id)?.name ?? id)
    const whereOf = ({ set }: Place) => {
      if (set === null) return ''
      if (set.kind === 'webhook' || set.kind === 'link') return set.url
      return set.kind === 'email' ? set.to.join(', ') || t('admin.channels.owner') : ''
    }
    const kindOf = ({ channel, set }: Place) =>
      set ? t(`admin.channels.kinds.${set.kind}`) : t(`admin.channels.unset.${channel}`)
    return [
      {
        id: 'channel',
        label: t('admin.channels.channel'),
        width: '110px',
        value: (p) => t(`admin.channels.of.${p.channel}`),
        cell: (p) => <b>{t(`admin.channels.of.${p.channel}`)}</b>,
      },
      {
        id: 'campaign',
        label: t('admin.channels.campaign'),
        width: 'minmax(0, 1fr)',
        value: (p) => campaignOf(p.campaign),
        cell: (p) => campaignOf(p.campaign),
      },
      {
        id: 'kind',
        label: t('admin.channels.kind'),
        width: '150px',
        value: kindOf,
        cell: kindOf,
      },
      {
        id: 'where',
        label: t('admin.channels.where'),
        width: 'minmax(0, 1.3fr)',
        value: whereOf,
        cell: (p) => <span title={whereOf(p)}>{whereOf(p)}</span>,
      },
      {
        id: 'state',
        label: t('admin.channels.state'),
        width: '100px',
        value: (p) => (p.set === null ? 2 : Number(!p.set.enabled)),
        cell: (p) =>
          p.set && (
            <Chip tone={p.set.enabled ? 'green' : p.set.disabledBecause === null ? 'grey' : 'red'}>
              {t(p.set.enabled ? 'admin.channels.on' : 'admin.channels.off')}
            </Chip>
          ),
      },
    ]
  }, [t, reader])
}
