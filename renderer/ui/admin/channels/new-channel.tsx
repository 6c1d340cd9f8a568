import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { HOOKED_CHANNELS, type HookedChannel } from '../../../../shared/api/channels.ts'
import { useDesk, useT } from '../../context.tsx'
import { byName } from '../../format/order.ts'
import parts from '../../parts/parts.module.css'
import css from '../admin.module.css'
import type { Place } from './channels-tab.tsx'

interface Props {
  taken: readonly string[]
  onChosen(place: Place): void
}

/** For one campaign a channel can be another than for the others. */
export function NewChannel({ taken, onChosen }: Props) {
  const t = useT()
  const campaigns = byName(useDesk().reader.campaigns())
  const [channel, setChannel] = useState<HookedChannel>('sales')
  const [campaign, setCampaign] = useState(campaigns[0]?.id ?? '')
  const id = `${channel}@${campaign}`
  const isTaken = taken.includes(id)
  return (
    <section className={`${parts.card} ${css.side}`} aria-label={t('admin.channels.forOne')}>
      <h2>{t('admin.channels.forOneTitle')}</h2>
      <p className={css.hint}>{t('admin.channels.forOneHint')}</p>
      <NativeSelect
        label={t('admin.channels.channel')}
        value={channel}
        autoFocus
        data={HOOKED_CHANNELS.map((value) => ({ value, label: t(`admin.channels.of.${value}`) }))}
        onChange={(e) => setChannel(HOOKED_CHANNELS.find((c) => c === e.currentTarget.value) ?? channel)}
      />
      <NativeSelect
        label={t('admin.channels.campaign')}
        value={campaign}
        error={isTaken ? t('admin.channels.taken') : undefined}
        data={campaigns.map((c) => ({ value: c.id, label: c.name }))}
        onChange={(e) => setCampaign(e.currentTarget.value)}
      />
      <Button
        variant="filled"
        disabled={campaign === '' || isTaken}
        onClick={() => onChosen({ id, channel, campaign, set: null })}
      >
        {t('admin.channels.setUp')}
      </Button>
    </section>
  )
}
