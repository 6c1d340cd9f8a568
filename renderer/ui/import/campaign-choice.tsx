import { NativeSelect, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Campaign } from '../../../shared/sync/protocol.ts'
import { useDesk, useT } from '../context.tsx'

const NEW = ' new'

interface Props {
  campaigns: readonly Campaign[]
  /** An id, or the name of one that is to be made. */
  value: string
  /** One there is; '': one that is to be named. */
  onChoose(campaign: string): void
  onName(name: string): void
}

/** Where the leads go: a campaign there is, or one that the import makes. */
export function CampaignChoice({ campaigns, value, onChoose, onName }: Props) {
  const t = useT()
  const { me } = useDesk()
  const [isNew, setNew] = useState(false)
  // As central has it: who is bounded by a team works the campaigns that it was given.
  const makes = me.role === 'administrator' || me.team === null
  if (campaigns.length === 0) return null
  return (
    <>
      <NativeSelect
        aria-label={t('add.campaign')}
        value={isNew ? NEW : value}
        data={[
          ...campaigns.map((c) => ({ value: c.id, label: c.name })),
          ...(makes ? [{ value: NEW, label: t('import.newCampaign') }] : []),
        ]}
        onChange={(e) => {
          const next = e.currentTarget.value
          setNew(next === NEW)
          onChoose(next === NEW ? '' : next)
        }}
      />
      {isNew && (
        <TextInput
          aria-label={t('import.campaignName')}
          placeholder={t('import.campaignName')}
          value={value}
          maxLength={80}
          autoFocus
          onChange={(e) => onName(e.currentTarget.value)}
        />
      )}
    </>
  )
}
