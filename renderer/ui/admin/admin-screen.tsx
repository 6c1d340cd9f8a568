import { type ComponentType, useState } from 'react'
import { useDesk, useT } from '../context.tsx'
import { Tabs } from '../parts/tabs.tsx'
import css from './admin.module.css'
import { ChannelsTab } from './channels/channels-tab.tsx'
import { DeliveriesTab } from './channels/deliveries-tab.tsx'
import { DevicesTab } from './devices/devices-tab.tsx'
import { DistributionTab } from './distribution/distribution-tab.tsx'
import { NurtureTab } from './nurture/nurture-tab.tsx'
import { OutboxTab } from './outbox/outbox-tab.tsx'
import { PeopleTab } from './people/people-tab.tsx'
import { TeamsTab } from './people/teams-tab.tsx'

const CONTENT = {
  people: PeopleTab,
  teams: TeamsTab,
  channels: ChannelsTab,
  deliveries: DeliveriesTab,
  distribution: DistributionTab,
  nurture: NurtureTab,
  outbox: OutboxTab,
  devices: DevicesTab,
} satisfies Record<string, ComponentType>
type Tab = keyof typeof CONTENT

/** What supervisors may see, too: central shows them their own. */
const SUPERVISORS: readonly Tab[] = ['people', 'teams', 'distribution', 'nurture', 'devices']

/** Who works here, where leads go and what is sent: all of it at central, nothing without a connection. */
export function AdminScreen() {
  const t = useT()
  const { me } = useDesk()
  const all = Object.keys(CONTENT) as Tab[]
  const tabs = me.role === 'administrator' ? all : all.filter((tab) => SUPERVISORS.includes(tab))
  const [open, setOpen] = useState<Tab>('people')
  const Content = CONTENT[open]
  return (
    <div className={css.admin}>
      <Tabs<Tab>
        id="admin"
        label={t('screen.admin.title')}
        tabs={tabs.map((name) => ({ name, label: t(`admin.tab.${name}`) }))}
        open={open}
        onOpen={setOpen}
      >
        <Content key={open} />
      </Tabs>
    </div>
  )
}
