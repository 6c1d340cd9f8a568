import { NativeSelect } from '@mantine/core'
import { useParts, useRows, useScreen, useT } from '../context.tsx'
import { byName } from '../format/order.ts'
import { Empty } from '../parts/empty.tsx'
import { PolicyEditor } from './policy-editor.tsx'

/** What a point is worth and where leads go: a campaign's policy, edited as a draft that is tried on the leads before it is published. */
export function PolicyScreen() {
  const t = useT()
  const { screen, desk } = useParts()
  const { reader } = desk
  // Campaigns and policies come by sync as leads do.
  useRows()
  const campaigns = byName(reader.campaigns())
  const chosen = useScreen((s) => s.policyCampaign)
  const campaign = campaigns.find((c) => c.id === chosen) ?? campaigns[0]
  if (!campaign) return <Empty title={t('policy.noCampaign')}>{t('policy.noCampaignHint')}</Empty>
  return (
    <PolicyEditor
      key={campaign.id}
      campaign={campaign.id}
      chooser={
        campaigns.length > 1 && (
          <NativeSelect
            aria-label={t('policy.campaign')}
            value={campaign.id}
            data={campaigns.map((c) => ({ value: c.id, label: c.name }))}
            onChange={(e) => screen.setState({ policyCampaign: e.currentTarget.value })}
          />
        )
      }
      name={campaign.name}
    />
  )
}
