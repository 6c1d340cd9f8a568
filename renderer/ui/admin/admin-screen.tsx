import type { ComponentType } from 'react'
import { openAdmin } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { Suppressions } from '../quality/suppressions.tsx'
import css from './admin.module.css'
import { type AdminTab, adminTabsOf } from './admin-tabs.ts'
import { CampaignsTab } from './campaigns/campaigns-tab.tsx'
import { ChannelsTab } from './channels/channels-tab.tsx'
import { DeliveriesTab } from './channels/deliveries-tab.tsx'
import { DevicesTab } from './devices/devices-tab.tsx'
import { DistributionTab } from './distribution/distribution-tab.tsx'
import { EnrichersTab } from './enrichers/enrichers-tab.tsx'
import { ErasureTab } from './erasure/erasure-tab.tsx'
import { KeysTab } from './keys/keys-tab.tsx'
import { NotSaved } from './not-saved.tsx'
import { NurtureTab } from './nurture/nurture-tab.tsx'
import { OutboxTab } from './outbox/outbox-tab.tsx'
import { PeopleTab } from './people/people-tab.tsx'
import { TeamsTab } from './people/teams-tab.tsx'
import { QuarantineTab } from './quarantine/quarantine-tab.tsx'
import { placeOf } from './use-draft.ts'

const CONTENT: Record<AdminTab, ComponentType> = {
  people: PeopleTab,
  teams: TeamsTab,
  keys: KeysTab,
  devices: DevicesTab,
  quarantine: QuarantineTab,
  campaigns: CampaignsTab,
  distribution: DistributionTab,
  nurture: NurtureTab,
  enrichers: EnrichersTab,
  channels: ChannelsTab,
  deliveries: DeliveriesTab,
  outbox: OutboxTab,
  suppressions: Suppressions,
  erasure: ErasureTab,
}

/** Who works here, where leads go, what is sent and what people may ask for: all of it at central, nothing without a connection. */
export function AdminScreen() {
  const t = useT()
  const { screen, desk } = useParts()
  const wanted = useScreen((s) => s.admin.tab)
  const drafts = useScreen((s) => s.drafts)
  const tabs = adminTabsOf(desk.me.role)
  const open = tabs.find((tab) => tab.name === wanted)?.name ?? 'people'
  const marked = new Set(Object.keys(drafts).map((key) => placeOf(key).tab))
  const Content = CONTENT[open]
  return (
    <div className={css.admin}>
      <NotSaved />
      <Tabs<AdminTab>
        id="admin"
        label={t('screen.admin.title')}
        tabs={tabs.map(({ name, group }, i) => ({
          name,
          label: t(`admin.tab.${name}`),
          marked: marked.has(name),
          ...(tabs[i - 1]?.group === group ? {} : { group: t(`admin.group.${group}`) }),
        }))}
        open={open}
        onOpen={(tab) => openAdmin(screen, tab)}
      >
        <Content key={open} />
      </Tabs>
    </div>
  )
}
