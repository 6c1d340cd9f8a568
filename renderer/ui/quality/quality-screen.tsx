import { QUALITY_TABS } from '../../state/screen.ts'
import { useParts, useScreen, useT } from '../context.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { Breaches } from './breaches.tsx'
import { InvalidLeads } from './invalid-leads.tsx'
import { Pairs } from './pairs.tsx'
import css from './quality.module.css'
import { Suppressions } from './suppressions.tsx'

const CONTENT = { duplicates: Pairs, invalid: InvalidLeads, suppressions: Suppressions, breaches: Breaches }

/** What needs a supervisor's eye: who may be one person, who cannot be reached, who is not to be called, who was called all the same. */
export function QualityScreen() {
  const t = useT()
  const { screen } = useParts()
  const open = useScreen((s) => s.qualityTab)
  const Content = CONTENT[open]
  return (
    <div className={css.quality}>
      <Tabs
        id="quality"
        label={t('screen.quality.title')}
        tabs={QUALITY_TABS.map((name) => ({ name, label: t(`quality.tab.${name}`) }))}
        open={open}
        onOpen={(qualityTab) => screen.setState({ qualityTab })}
      >
        <Content />
      </Tabs>
    </div>
  )
}
