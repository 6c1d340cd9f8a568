import { useState } from 'react'
import type { EscalationView } from '../../flow/escalations.ts'
import { useT } from '../context.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { EscalationTable } from './escalation-table.tsx'
import css from './escalations.module.css'

const TABS: readonly EscalationView[] = ['escalated', 'open', 'acknowledged', 'resolved']

/** What nobody acted on in the time set for it: who looks after it, and how it ended. */
export function EscalationsScreen() {
  const t = useT()
  const [tab, setTab] = useState<EscalationView>('escalated')
  return (
    <div className={css.escalations}>
      <Tabs<EscalationView>
        id="escalations"
        label={t('screen.escalations.title')}
        tabs={TABS.map((name) => ({ name, label: t(`escalations.tab.${name}`) }))}
        open={tab}
        onOpen={setTab}
      >
        <EscalationTable key={tab} view={tab} />
      </Tabs>
    </div>
  )
}
