import { NativeSelect, TextInput } from '@mantine/core'
import type { Campaign } from '../../../shared/sync/protocol.ts'
import { useDesk, useT } from '../context.tsx'

const NEW = ' new'

interface Props {
  campaigns: readonly Campaign[]
  /** An id, or the name of one that is to be made. */
  value: string
  /** It is one that is to be made. */
  isNew: boolean
  /** One there is; '': one that is to be named. */
  onChoose(campaign: string, isNew: boolean): void
  onName(name: string): void
}

/** Where the leads go: a campaign there is, or one that the import makes. */
export function CampaignChoice({ campaigns, value, isNew, onChoose, onName }: Props) {
  const t = useT()
  const { me } = useDesk()
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
          onChoose(next === NEW ? '' : next, next === NEW)
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
