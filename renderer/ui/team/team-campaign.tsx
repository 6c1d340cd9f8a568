import { NativeSelect } from '@mantine/core'
import { closeLeads } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import { byName } from '../format/order.ts'
import { Chip } from '../parts/chip.tsx'

const ALL = ''

/** The campaign that the team screen is of: the only one, or a choice. */
export function TeamCampaign() {
  const t = useT()
  const { desk, screen } = useParts()
  const chosen = useScreen((s) => s.teamCampaign)
  const campaigns = desk.reader.campaigns().filter((c) => !c.archived || c.id === chosen)
  const [only] = campaigns
  if (!only) return null
  if (campaigns.length === 1) return <Chip tone="outline">{only.name}</Chip>
  return (
    <NativeSelect
      size="xs"
      maw={280}
      aria-label={t('add.campaign')}
      value={chosen ?? ALL}
      onChange={(e) => {
        closeLeads(screen)
        screen.setState({ teamCampaign: e.currentTarget.value === ALL ? null : e.currentTarget.value })
      }}
      data={[
        { value: ALL, label: t('reports.allCampaigns') },
        ...byName(campaigns).map((c) => ({ value: c.id, label: c.name })),
      ]}
    />
  )
}
